#include "suite/first_include.hpp"

#include <gmock/gmock.h>

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

TEST(LeadingIncludes, AreAllBeforeAnythingElse) {
  const auto all = [](std::string_view source, const std::filesystem::path& folder = "/nowhere") {
    return leading_includes(source, find_comments(source), folder);
  };
  using testing::ElementsAre;
  EXPECT_THAT(all("// x\n#include <a>\n\n#include \"b.hpp\"\nint x;\n#include <c>\n"),
              ElementsAre(LeadingInclude{"<a>", 2}, LeadingInclude{"<b.hpp>", 4}));
  EXPECT_THAT(
      all("#include <a>\n#line 30 \"page.md\"\n#include <b>\n#include <c>\n"),
      ElementsAre(LeadingInclude{"<a>", 1}, LeadingInclude{"<b>", 30}, LeadingInclude{"<c>", 31}))
      << "an example's lines are its document's";
  EXPECT_THAT(all("#define X\n#include <a>\n"), ElementsAre());
  const auto folder = TemporaryFolder::make();
  ASSERT_TRUE(write_file(folder->path() / "b.hpp", ""));
  EXPECT_THAT(all("#include \"b.hpp\"\n#include \"sub/../b.hpp\"\n", folder->path()),
              ElementsAre(LeadingInclude{"\"" + folder->path().string() + "/b.hpp\"", 1},
                          LeadingInclude{"<sub/../b.hpp>", 2}))
      << "as the file itself finds them";
}

}  // namespace
}  // namespace mustfail
