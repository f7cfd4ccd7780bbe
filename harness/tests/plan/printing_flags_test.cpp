#include "plan/printing_flags.hpp"

#include <gmock/gmock.h>

namespace mustfail {
namespace {

using testing::ElementsAre;

TEST(PrintingFlags, AreTakenOutAndNothingElse) {
  std::vector<std::string> flags{"clang++",
                                 "-fdiagnostics-format=vi",
                                 "-Xclang",
                                 "-fdiagnostics-format",
                                 "-Xclang",
                                 "vi",
                                 "-Xclang",
                                 "-fcolor-diagnostics",
                                 "-fno-show-source-location",
                                 "-Xclang",
                                 "-fno-rtti-data",
                                 "-ferror-limit=3",
                                 "-fdiagnostics-show-note-include-stack",
                                 "-fno-rtti"};
  drop_printing_flags(flags);
  EXPECT_THAT(flags, ElementsAre("clang++", "-Xclang", "-fno-rtti-data", "-ferror-limit=3",
                                 "-fdiagnostics-show-note-include-stack", "-fno-rtti"));
}

TEST(PrintingFlags, LeaveMsvcsFormWhichIsReadLikeClangs) {
  const std::vector<std::string> argv{
      "clang++", "-fdiagnostics-format=msvc", "-Xclang", "-fdiagnostics-format", "-Xclang", "msvc"};
  std::vector<std::string> flags = argv;
  drop_printing_flags(flags);
  EXPECT_EQ(flags, argv);
  const std::string text = "a(1).cpp(3,4): error: x(5,6): note: y\nb.h(7) : note: z\nc (8)\n";
  EXPECT_EQ(without_msvc_form(text, argv),
            "a(1).cpp:3:4: error: x(5,6): note: y\nb.h:7: note: z\nc (8)\n");
  EXPECT_EQ(without_msvc_form(text, {"clang++"}), text);
}

TEST(PrintingFlags, MayBeCutShort) {
  for (const char* first : {"-Xclang", "-fdiagnostics-format"}) {
    std::vector<std::string> flags{"clang++", first};
    if (flags.back() == "-Xclang") flags.emplace_back("-fdiagnostics-format");
    drop_printing_flags(flags);
    EXPECT_THAT(flags, ElementsAre("clang++"));
  }
}

}  // namespace
}  // namespace mustfail
