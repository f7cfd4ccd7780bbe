#include "support/golden.hpp"

namespace mustfail {
namespace {

class Documents : public Golden {
 protected:
  void SetUp() override {
    Golden::SetUp();
    edit(kSuite, "\"include\"",
         "\"documents\": [\"../docs/*.md\", \"../lib/*.hpp\"],\n"
         "  \"prelude\": [\"#include <fake.hpp>\"],\n  \"include\"");
    write("docs/page.md",
          "# Two threads\n\n"
          "```cpp compile_fail,X0001\nint n = 0;\nfake::twice([](int*) {}, &n);\n```\n\n"
          "<!-- cpp\nvoid f();\n-->\n```cpp\nf();\n```\n\n"
          "```cpp compile_fail\nint wrong = nullptr;\n```\n");
  }
};

TEST_F(Documents, AreCases) {
  run({"list", "page"});
  run({"run", "--jobs", "1", "page"});
  run({"run", "--jobs", "1", "page"});
}

TEST_F(Documents, AreRedAtTheirOwnLines) {
  edit("docs/page.md", "fake::twice(", "fake::run_twice(");
  edit("docs/page.md", "\nf();", "\nf(1);");
  edit("docs/page.md", "int wrong = nullptr;", "int wrong = 0;");
  run({"run", "--jobs", "1", "page"});
}

TEST_F(Documents, OfAHeaderSeeTheHeader) {
  edit(kSuite, "\"../lib/*.hpp\"", "\"../lib/**/*.hpp\"");
  write("lib/more/twice.hpp",
        "#pragma once\n\n"
        "// ```cpp compile_fail,X0001\n// more::twice(nullptr);\n// ```\n"
        "// ```cpp compile_fail,X0001\n// int four = more::twice(2, 5);\n// ```\n"
        "// ```cpp\n// int four = more::twice(2);\n// ```\n"
        "namespace more {\n"
        "int twice(int n);\n"
        "#ifndef FAKE_UNCHECKED\n"
        "__attribute__((unavailable(\"[X0001] a number\"))) int twice(int*);\n"
        "#else\nint twice(int*);\n#endif\n"
        "}  // namespace more\n");
  run({"run", "--jobs", "1", "twice.hpp"});
}

TEST_F(Documents, AreReadAgainWhenTheyChange) {
  run({"run", "--jobs", "1", "line-11"});
  edit("docs/page.md", "void f();", "void g();");
  run({"run", "--jobs", "1", "line-11"});
}

TEST_F(Documents, MistakesAreTold) {
  edit("docs/page.md", "cpp compile_fail,X0001", "cpp compile_fial,X0001");
  edit("docs/page.md", "nullptr;\n```\n", "nullptr;\n");
  edit(kSuite, "../lib/*.hpp", "../lib/*.hxx");
  run({"list"});
}

}  // namespace
}  // namespace mustfail
