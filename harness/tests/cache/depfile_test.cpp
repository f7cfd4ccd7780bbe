#include "cache/depfile.hpp"

#include <gmock/gmock.h>

namespace mustfail {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Depfile, ListsFilesOverSeveralLines) {
  EXPECT_THAT(parse_depfile("a.o: /c/a.cpp /i/b.hpp \\\n  /i/c.hpp\n"),
              ElementsAre("/c/a.cpp", "/i/b.hpp", "/i/c.hpp"));
}

TEST(Depfile, KnowsTheCompilersEscapes) {
  EXPECT_THAT(parse_depfile("a.o: a\\ b.cpp c\\#d.hpp e$$f.hpp g\\\\h.hpp i\\j.hpp\n"),
              ElementsAre("a b.cpp", "c#d.hpp", "e$f.hpp", "g\\h.hpp", "i\\j.hpp"));
}

TEST(Depfile, ListsAFileOnce) { EXPECT_THAT(parse_depfile("x: a b a\n"), ElementsAre("a", "b")); }

TEST(Depfile, StopsBeforeThePhonyRules) {
  EXPECT_THAT(parse_depfile("x: a b\n\nb:\n"), ElementsAre("a", "b"));
}

TEST(Depfile, OfOneThatWasNotWrittenWholeGivesWhatItHas) {
  EXPECT_THAT(parse_depfile("x: a b"), ElementsAre("a", "b"));
  EXPECT_THAT(parse_depfile("x: a \\\n"), ElementsAre("a"));
  EXPECT_THAT(parse_depfile("x"), IsEmpty());
  EXPECT_THAT(parse_depfile(""), IsEmpty());
}

}  // namespace
}  // namespace mustfail
