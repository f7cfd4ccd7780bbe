#include "plan/own_includes.hpp"

#include <gmock/gmock.h>

#include "plan/precompiled.hpp"

namespace mustfail {
namespace {

/// What these words become for a file that includes <a> at its line 3 and <b> at its line 5.
std::string told(Family family, std::string words) {
  Toolchain toolchain;
  toolchain.family = family;
  Variant variant;
  variant.file = "/cases/x.cpp";
  variant.leading_includes = {{"<a>", 3}, {"<b>", 5}};
  Job job;
  job.toolchain = &toolchain;
  job.variant = &variant;
  ProcessResult result;
  result.errors = std::move(words);
  name_own_includes(job, result);
  return result.errors;
}

TEST(OwnIncludes, OfGccAreTheOutermostLine) {
  EXPECT_EQ(told(Family::gcc,
                 "In file included from /lib/b.hpp:2,\n"
                 "                 from /store/1/mustfail_pch.hpp:2:\n"
                 "/lib/c.hpp:9:1: error: no\n"),
            "In file included from /lib/b.hpp:2,\n"
            "                 from /cases/x.cpp:5:\n"
            "/lib/c.hpp:9:1: error: no\n");
}

TEST(OwnIncludes, OfClangStandInPlaceOfTwoLines) {
  EXPECT_EQ(told(Family::clang,
                 "In file included from /cases/x.cpp:1:\n"
                 "In file included from /store/1/mustfail_pch.hpp:1:\n"
                 "In file included from /lib/a.hpp:2:\n"
                 "/lib/c.hpp:9:1: error: no\n"),
            "In file included from /cases/x.cpp:3:\n"
            "In file included from /lib/a.hpp:2:\n"
            "/lib/c.hpp:9:1: error: no\n");
}

TEST(OwnIncludes, WhatIsNotTheFilesOwnIsLeftToBeFound) {
  const std::string words =
      "In file included from /store/1/mustfail_pch.hpp:7:\nx.hpp:1:1: error: no\n";
  ProcessResult result;
  result.errors = told(Family::gcc, words);
  EXPECT_EQ(result.errors, words);
  EXPECT_TRUE(shows_header(result)) << "it is compiled plainly";
}

}  // namespace
}  // namespace mustfail
