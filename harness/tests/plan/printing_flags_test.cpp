#include "plan/printing_flags.hpp"

#include <gmock/gmock.h>

namespace mustfail {
namespace {

using testing::ElementsAre;

TEST(PrintingFlags, AreTakenOutAndNothingElse) {
  std::vector<std::string> flags{"clang++",
                                 "-fdiagnostics-format=msvc",
                                 "-Xclang",
                                 "-fdiagnostics-format",
                                 "-Xclang",
                                 "msvc",
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
