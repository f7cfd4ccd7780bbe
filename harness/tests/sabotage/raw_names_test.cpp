// Names and texts with escape codes, from every command: a terminal gets none of them raw, and no
// name makes a line of its own.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>

#include "support/golden.hpp"

namespace mustfail {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

const std::string kNasty = "a\x1b[2J\x1b]0;x\a\nb\u202e";

struct Try {
  const char* name;
  Words words;
};

class RawNames : public Golden, public testing::WithParamInterface<Try> {
 protected:
  void SetUp() override {
    Golden::SetUp();
    fs::rename(path("cases/pair"), path("cases/" + kNasty));
    edit(kSuite, R"("name": "fixture")", R"("name": "fix\u001b[2J\u009bture\u202e\nx")");
    edit(kSuite, R"("name": "fix)", R"("normalize": [{"name": "n\u001b[1m", "pattern": "zzz",
      "replace": "z"}], "name": "fix)");
  }
  // What is printed is looked at, and not pinned.
  void TearDown() override {}
};

TEST_P(RawNames, AreMadeVisible) {
  for (const std::string colours : {"NO_COLOR=1", "CLICOLOR_FORCE=1"}) {
    const auto seen = run_to_end(command(GetParam().words, {colours}));
    EXPECT_EQ(seen.ending.how, Ending::How::exited);
    const std::string all = seen.output + seen.errors;
    EXPECT_NE(all, "") << "nothing was looked at";
    for (const std::string_view raw : {"\x1b[2J", "\x1b]0", "\a", "\u202e", "\u009b", "\nb"}) {
      EXPECT_EQ(all.find(raw), std::string::npos) << colours << ": " << testing::PrintToString(all);
    }
    EXPECT_THAT(all, testing::Not(testing::HasSubstr("a bug of mustfail")));
    if (colours == "NO_COLOR=1") EXPECT_EQ(all.find('\x1b'), std::string::npos);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Of, RawNames,
    testing::Values(Try{"run", {"run", "--jobs", "1", "--no-cache"}},
                    Try{"run_with_pairs", {"run", "--pairs"}},
                    Try{"run_for_github", {"run", "--format", "github"}},
                    Try{"run_of_one_rule", {"run", "--rule", "X\x1b[2J1"}},
                    Try{"run_of_a_filter", {"run", kNasty + "/nothing"}},
                    Try{"run_of_a_toolchain", {"run", "--toolchain", "gcc\x1b[2J"}},
                    Try{"run_of_a_suite", {"run", "--suite", kNasty}},
                    Try{"run_with_a_format", {"run", "--format", "x\x1b[2J"}},
                    Try{"run_with_a_baseline", {"run", "--baseline", kNasty}},
                    Try{"run_as_json", {"run", "--format", "json"}},
                    Try{"run_as_sarif", {"run", "--format", "sarif"}},
                    Try{"list_as_json", {"list", "--json"}},
                    Try{"run_of_snapshots", {"run", "--only-snapshots"}}, Try{"bless", {"bless"}},
                    Try{"bless_prune", {"bless", "--prune", "--yes"}},
                    Try{"bless_of_a_filter", {"bless", kNasty + "/nothing"}}, Try{"list", {"list"}},
                    Try{"list_of_commands", {"list", "--commands"}},
                    Try{"annotate", {"annotate", "--check"}}, Try{"doctor", {"doctor"}},
                    Try{"explain", {"explain", "X\x1b[2J"}}, Try{"new", {"new", "a\x1b[2J/b"}},
                    Try{"mutate", {"mutate"}}, Try{"parity", {"parity", "--write", kNasty}},
                    Try{"compare", {"compare", "--format", "x\x1b[2J"}},
                    Try{"merge", {"merge", kNasty + ".json"}}, Try{"adopt", {"adopt", kNasty}},
                    Try{"cache_trim", {"cache", "trim", "--size", "1\x1b[2J"}},
                    Try{"a_command_that_is_none", {"ru\x1b[2Jn"}},
                    Try{"an_option_that_is_none", {"run", "--no\x1b[2Jthing"}}),
    [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace mustfail
