#include "suite/embedded.hpp"

#include <gmock/gmock.h>

#include "suite/discovery.hpp"
#include "util/files.hpp"

namespace mustfail {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string kTest =
    "#include <mustfail/mustfail.hpp>\n"
    "int fine;\n"
    "#if MUSTFAIL(first)\n"
    "int a = \"\";  // expected-error {{first}}\n"
    "# if 1\n"
    "# endif\n"
    "#endif\n"
    "#if MUSTFAIL( second )\n"
    "int b = \"\";  // expected-error {{second}}\n"
    "#else\n"
    "int c;\n"
    "#endif\n"
    "// #if MUSTFAIL(third)\n";

TEST(Embedded, ProgramsEndWithTheirConditions) {
  const auto programs = find_embedded(kTest, find_comments(kTest));
  ASSERT_EQ(programs.size(), 2U);
  EXPECT_EQ(programs[0].name, "first");
  EXPECT_EQ(programs[0].first_line, 3);
  EXPECT_EQ(programs[0].last_line, 7);
  EXPECT_EQ(programs[1].name, "second");
  EXPECT_EQ(programs[1].last_line, 10);
}

TEST(Embedded, EachIsAVariantWithItsOwnExpectations) {
  const auto folder = TemporaryFolder::make();
  ASSERT_TRUE(write_file(folder->path() / "unit_test.cpp", kTest));
  ASSERT_TRUE(write_file(folder->path() / "other_test.cpp", "int x;\n"));
  ASSERT_TRUE(write_file(folder->path() / "suite.json",
                         "{\"files\": [{\"match\": [\"*_test.cpp\"]}], \"expected\": \"e\"}"));
  const auto suite = load_suite(folder->path() / "suite.json");
  ASSERT_TRUE(suite);
  const auto found = discover(*suite, Filter({}));
  ASSERT_TRUE(found);
  EXPECT_THAT(found->failures, IsEmpty());
  ASSERT_EQ(found->cases.size(), 1U);
  const auto& variants = found->cases[0].variants;
  ASSERT_EQ(variants.size(), 2U) << "the file that has none is somebody else's";
  EXPECT_EQ(variants[0].name, "unit_test#first");
  EXPECT_EQ(variants[0].mode, Mode::compile_fail);
  ASSERT_EQ(variants[0].expectations.list.size(), 1U);
  EXPECT_EQ(variants[0].expectations.list[0].text, "first");
  EXPECT_THAT(variants[1].directives.flags.of({}),
              ElementsAre("-DMUSTFAIL_RUNNING", "-DMUSTFAIL_second=1"));
  ASSERT_TRUE(variants[1].directives.unchecked);
  EXPECT_THAT(*variants[1].directives.unchecked, testing::Contains("-DMUSTFAIL_second=0"));
}

}  // namespace
}  // namespace mustfail
