# An overlay port: vcpkg install norace --overlay-ports=docs/packaging, from a checkout. The library
# alone: the harness comes as a Debian package, or from source.
set(VCPKG_BUILD_TYPE release) # headers only
vcpkg_cmake_configure(
  SOURCE_PATH "${CMAKE_CURRENT_LIST_DIR}/../../.."
  OPTIONS -DNORACE_BUILD_HARNESS=OFF -DNORACE_BUILD_PLUGINS=OFF -DNORACE_BUILD_TESTS=OFF)
vcpkg_cmake_install()
vcpkg_cmake_config_fixup(PACKAGE_NAME Norace CONFIG_PATH lib/cmake/Norace)
file(REMOVE_RECURSE "${CURRENT_PACKAGES_DIR}/lib")
vcpkg_install_copyright(FILE_LIST "${CMAKE_CURRENT_LIST_DIR}/../../../LICENSE")
