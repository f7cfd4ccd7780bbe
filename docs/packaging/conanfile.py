"""conan create docs/packaging: the library alone, from a checkout."""
import os

from conan import ConanFile
from conan.tools.cmake import CMake, cmake_layout
from conan.tools.files import copy


class Norace(ConanFile):
    name = "norace"
    version = "0.1.0"
    license = "MIT"
    description = "C++ programs whose data races do not compile"
    settings = "os", "compiler", "build_type", "arch"
    generators = "CMakeToolchain"
    no_copy_source = True

    def export_sources(self):
        root = os.path.join(self.recipe_folder, "..", "..")
        for pattern in ("CMakeLists.txt", "LICENSE", "wrapper/*", "harness/cmake/*", "docs/rules/*"):
            copy(self, pattern, root, self.export_sources_folder)

    def layout(self):
        cmake_layout(self)

    def build(self):
        cmake = CMake(self)
        cmake.configure(variables={"NORACE_BUILD_HARNESS": "OFF", "NORACE_BUILD_PLUGINS": "OFF",
                                   "NORACE_BUILD_TESTS": "OFF"})

    def package(self):
        CMake(self).install()

    def package_id(self):
        self.info.clear()

    def package_info(self):
        self.cpp_info.libdirs = []
        self.cpp_info.bindirs = []
        self.cpp_info.builddirs = ["lib/cmake/Norace"]
        self.cpp_info.set_property("cmake_find_mode", "none")
