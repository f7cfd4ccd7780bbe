#include "suite/verify_source.hpp"

#include <gmock/gmock.h>

#include "util/files.hpp"

namespace mustfail {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

/// Reads `a.cpp` of a folder, whose headers stand beside it.
VerifySource read(const fs::path& folder, std::string_view text,
                  std::vector<HeaderLookup::Forced> forced = {}) {
  VerifyHeaders headers;
  const auto find = [&](std::string_view name, const fs::path&) -> std::optional<fs::path> {
    fs::path file = folder / name;
    if (!fs::exists(file)) return std::nullopt;
    return file;
  };
  return read_verify_source(folder / "a.cpp", text, {}, {find, headers, folder, std::move(forced)});
}

std::vector<std::string> texts(const VerifySource& source) {
  std::vector<std::string> all;
  for (const VerifyItem& each : source.items) all.push_back(each.expectation.text);
  return all;
}

TEST(VerifySource, NeedsNoProbeWhereNothingIsConditional) {
  const auto folder = TemporaryFolder::make();
  ASSERT_TRUE(write_file(folder->path() / "said.h", "// expected-error {{in header}}\n"));
  ASSERT_TRUE(write_file(folder->path() / "silent.h", "#if 1\n#endif\n"));
  const VerifySource source =
      read(folder->path(),
           "#include \"said.h\"\n#include \"silent.h\"\n#include \"silent.h\"\n"
           "// expected-error {{here}}\n");
  EXPECT_THAT(source.probe, IsEmpty());
  EXPECT_THAT(texts(source), ElementsAre("in header", "here"));
}

TEST(VerifySource, ProbesTheFilesThatLeadToDirectives) {
  const auto folder = TemporaryFolder::make();
  ASSERT_TRUE(write_file(folder->path() / "said.h", "#ifdef X\n// expected-error {{x}}\n#endif\n"));
  ASSERT_TRUE(write_file(folder->path() / "leads.h", "#include \"said.h\"\n"));
  ASSERT_TRUE(write_file(folder->path() / "silent.h", "#define X\n"));
  const VerifySource source =
      read(folder->path(), "#include \"silent.h\"\n#include \"leads.h\"\n#include <vector>\n");
  ASSERT_EQ(source.probe.size(), 3U);
  EXPECT_EQ(source.probe[0].text, "#include \"" + (folder->path() / "silent.h").string() +
                                      "\"\n#include \"mustfail_probe_2.cpp\"\n#include <vector>\n");
  EXPECT_EQ(source.probe[1].text, "#include \"mustfail_probe_3.cpp\"\n");
  EXPECT_EQ(source.probe[2].text, "#ifdef X\nmustfail_met_3_2\n#endif\n");
  EXPECT_THAT(texts(as_met(source, {})), IsEmpty());
  EXPECT_THAT(texts(as_met(source, {{3, 2}, {3, 2}})), ElementsAre("x", "x"));
}

/// No probe can stand behind an #include_next.
TEST(VerifySource, CountsWhatNoProbeReaches) {
  const auto folder = TemporaryFolder::make();
  ASSERT_TRUE(write_file(folder->path() / "next.h", "// expected-error {{next}}\n"));
  const VerifySource source =
      read(folder->path(), "#if 1\n// expected-error {{here}}\n#endif\n#include_next <next.h>\n");
  EXPECT_THAT(texts(as_met(source, {})), ElementsAre("next"));
  EXPECT_THAT(texts(as_met(source, {{0, 2}})), ElementsAre("here", "next"));
}

TEST(VerifySource, CountsWhatAMacroIncludes) {
  const auto folder = TemporaryFolder::make();
  ASSERT_TRUE(
      write_file(folder->path() / "m.h", "#if 1\n// expected-error {{by macro}}\n#endif\n"));
  const VerifySource source =
      read(folder->path(), "#define H \"m.h\"\n#include H\n#include UNKNOWN\n");
  ASSERT_EQ(source.probe.size(), 2U);
  EXPECT_EQ(source.probe[0].text, "#define H \"m.h\"\n#include H\n#include UNKNOWN\n");
  EXPECT_THAT(texts(as_met(source, {})), ElementsAre("by macro"));
}

TEST(VerifySource, BeginsWithWhatTheCommandIncludes) {
  const auto folder = TemporaryFolder::make();
  ASSERT_TRUE(write_file(folder->path() / "f.h", "#if 1\n// expected-error {{forced}}\n#endif\n"));
  const VerifySource source =
      read(folder->path(), "// expected-error {{here}}\n", {{"f.h"}, {"nowhere.h"}});
  EXPECT_THAT(texts(source), ElementsAre("forced", "here"));
  EXPECT_THAT(source.forced, ElementsAre(std::optional<std::size_t>(1), std::nullopt));
  ASSERT_EQ(source.probe.size(), 2U);
  EXPECT_THAT(texts(as_met(source, {{0, 1}})), ElementsAre("here"));
  const VerifySource unprobed =
      read(folder->path(), "// expected-error {{here}}\n", {{"f.h", false}});
  EXPECT_THAT(texts(as_met(unprobed, {{0, 1}})), ElementsAre("here", "forced"));
}

TEST(VerifySource, MovesNoLineWhereTheCompilerDoesNot) {
  const VerifySource source = read("/", "#ifdef X\n#line 70\n#endif\n// expected-error {{here}}\n");
  EXPECT_EQ(presumed_line(source, "/a.cpp", 4), 71);
  EXPECT_EQ(presumed_line(as_met(source, {{0, 4}}), "/a.cpp", 4), 4);
  EXPECT_EQ(presumed_line(as_met(source, {{0, 2}, {0, 4}}), "/a.cpp", 4), 71);
}

TEST(PreprocessorLines, OfAMacroHoldTheLiteralThatBeginsThere) {
  const auto lines = find_preprocessor_lines(
      "#define A R\"(\n#if 0\n)\"\nint a;\nconst char* b = \"\\\n#if 0\";\n");
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].text, "#define A R\"(\n#if 0\n)\"");
  EXPECT_EQ(lines[0].last_line, 3);
}

TEST(MetLines, AreWhatIsLeftOfThePreprocessed) {
  EXPECT_EQ(
      only_met_lines("namespace std { mustfail_met_0_7 }\nmustfail_met_12_3 xmustfail_met_1_1"),
      "mustfail_met_0_7\nmustfail_met_12_3\n");
  EXPECT_THAT(met_lines("mustfail_met_99999999999_1"), IsEmpty());
}

}  // namespace
}  // namespace mustfail
