#include "suite/first_include.hpp"

#include <gtest/gtest.h>

#include "util/files.hpp"

namespace mustfail {
namespace {

std::string first(std::string_view source, const std::filesystem::path& folder = "/nowhere") {
  return first_include(source, find_comments(source), folder);
}

TEST(FirstInclude, InQuotesIsTheFileBesideTheSourceIfThereIsOne) {
  const auto folder = TemporaryFolder::make();
  EXPECT_EQ(first("#include \"a.hpp\"\n", folder->path()), "a.hpp");
  ASSERT_TRUE(write_file(folder->path() / "a.hpp", ""));
  EXPECT_EQ(first("#include \"a.hpp\"\n", folder->path()), "");
  EXPECT_EQ(first("#include <a.hpp>\n", folder->path()), "a.hpp");
}

TEST(FirstInclude, IsTheFirstThingThatThePreprocessorSees) {
  EXPECT_EQ(first("#include <a/b.hpp>\n#include <c.hpp>\n"), "a/b.hpp");
  EXPECT_EQ(first("//@ rule: X\n\n  #  include \"a.hpp\"\n"), "a.hpp");
  EXPECT_EQ(first("/* one\n two */ #include <a.hpp>  // why\n"), "a.hpp");
}

TEST(FirstInclude, IsNoneWhenSomethingComesBefore) {
  for (const char* source :
       {"", "int x;\n#include <a.hpp>\n", "#define X\n#include <a.hpp>\n",
        "#pragma once\n#include <a.hpp>\n", "#if 1\n#include <a.hpp>\n#endif\n", "#include MACRO\n",
        "#include <a.hpp> x\n", "#import <a.hpp>\n"}) {
    EXPECT_EQ(first(source), "") << source;
  }
}

}  // namespace
}  // namespace mustfail
