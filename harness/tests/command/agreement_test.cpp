/// Clang's own checker is the authority on -verify. Every file below tests/verify shows one thing
/// of its grammar; each, and mutations of each of its directives, is given to real Clang and to us,
/// and both have to say the same.

#include <gtest/gtest.h>
#include <re2/re2.h>

#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "command/run_environment.hpp"
#include "judge/judge.hpp"
#include "plan/plan.hpp"
#include "run/execute.hpp"
#include "run/preparation.hpp"
#include "util/files.hpp"

namespace mustfail {
namespace {

namespace fs = std::filesystem;

/// A file's name and text.
using Text = std::pair<std::string, std::string>;

/// Where a directive's word stands.
struct Word {
  std::size_t begin;
  std::size_t end;
  std::string severity;
};

std::vector<Word> words_of(const std::string& text) {
  static const RE2 pattern(R"((expected-(error|warning|note|remark)(?:-re)?))");
  std::vector<Word> words;
  re2::StringPiece rest(text);
  re2::StringPiece word;
  std::string severity;
  while (RE2::FindAndConsume(&rest, pattern, &word, &severity)) {
    const auto begin = static_cast<std::size_t>(word.data() - text.data());
    words.push_back({begin, begin + word.size(), severity});
  }
  return words;
}

std::string replaced(std::string text, std::size_t begin, std::size_t count,
                     std::string_view with) {
  return text.replace(begin, count, with);
}

/// The directive asks for the line after the one that it asks for.
std::string shifted(const std::string& text, const Word& word) {
  if (text.compare(word.end, 1, "@") != 0) return replaced(text, word.end, 0, "@+1");
  std::size_t digits = word.end + 1;
  if (text[digits] == '+' || text[digits] == '-') ++digits;
  std::size_t end = digits;
  while (end < text.size() && std::isdigit(static_cast<unsigned char>(text[end])) != 0) ++end;
  if (end == digits) return text;
  const int line = std::stoi(text.substr(digits, end - digits));
  return replaced(text, digits, end - digits, std::to_string(line + 1));
}

/// The file and what can go wrong with it; `round` chooses among the rarer mutations.
std::vector<Text> with_mutations(const std::string& name, const std::string& text, unsigned round) {
  std::vector<Text> texts{{name, text},
                          {name + "__added", text + "\n// expected-error {{never}}\n"}};
  unsigned number = round;
  for (const Word& word : words_of(text)) {
    const std::string stem = name + "__" + std::to_string(word.begin) + "_";
    texts.emplace_back(stem + "removed", replaced(text, word.begin, 0, "un"));
    texts.emplace_back(stem + "shifted", shifted(text, word));
    const std::size_t open = text.find("{{", word.end);
    if (open != std::string::npos) {
      texts.emplace_back(stem + "text", replaced(text, open + 2, 0, "zz"));
    }
    const std::size_t close = text.find("}}", word.end);
    switch (number++ % 4) {
      case 0:
        texts.emplace_back(
            stem + "severity",
            replaced(text, word.begin + std::string_view("expected-").size(), word.severity.size(),
                     word.severity == "warning" ? "error" : "warning"));
        break;
      case 1:
        if (close != std::string::npos) {
          texts.emplace_back(stem + "unclosed", replaced(text, close, 1, ""));
        }
        break;
      case 2:
        texts.emplace_back(stem + "pushed", "\n" + text);
        break;
      default:
        texts.emplace_back(stem + "added", text + "\n// expected-note@* {{never}}\n");
    }
  }
  return texts;
}

/// The file, its directives under another prefix, and one more of these that is not met.
std::vector<Text> with_prefixes(const std::string& name, const std::string& text, unsigned round) {
  if ((name.size() + round) % 3 != 0) return {};  // the grammar is the other test's
  std::string other = text;
  RE2::GlobalReplace(&other, R"(expected-)", "other-");
  return {{name, text},
          {name + "__other", other},
          {name + "__added", text + "\n// other-error {{never}}\n"}};
}

using Variations = std::vector<Text> (*)(const std::string& name, const std::string& text,
                                         unsigned round);

std::vector<std::string> words(const std::string& flags) {
  std::vector<std::string> all;
  std::istringstream stream(flags);
  for (std::string word; stream >> word;) all.push_back(word);
  return all;
}

/// A suite in the dialect `verify` with all variations of all samples.
void write_suite(const fs::path& folder, const std::string& toolchain, const std::string& flags,
                 unsigned round, Variations vary) {
  const fs::path samples = fs::path(MUSTFAIL_TEST_DATA) / "judge" / "verify";
  fs::copy(samples / "inc", folder / "inc");
  const nlohmann::json suite{{"name", "agreement"},
                             {"dialect", "verify"},
                             {"toolchains", {toolchain}},
                             {"flags", {{"all", words(flags)}}}};
  ASSERT_TRUE(write_file(folder / "suite.json", suite.dump()));
  for (const auto& entry : fs::directory_iterator(samples)) {
    if (entry.path().extension() != ".cpp") continue;
    const auto text = read_file(entry.path());
    ASSERT_TRUE(text) << entry.path();
    for (const auto& [name, bytes] : vary(entry.path().stem().string(), *text, round)) {
      ASSERT_TRUE(write_file(folder / (name + ".cpp"), bytes, Durability::lazy));
    }
  }
}

/// File -> whether it was accepted.
using Verdicts = std::map<std::string, bool>;

Verdicts ours(const Prepared& prepared, const Plan& planned, ExecuteOptions how) {
  Verdicts verdicts;
  how.on_outcome = [&](std::size_t index, const Outcome& outcome) {
    const Job& job = planned.jobs[index];
    const Finding finding = judge(prepared.suite, job, outcome, {});
    verdicts[job.variant->name] = finding.verdict == Verdict::pass;
    return Reaction{};
  };
  execute(planned, how);
  return verdicts;
}

Verdicts clangs(Plan planned, ExecuteOptions how, const std::string& flags) {
  for (Job& job : planned.jobs) {
    job.probing.reset();
    job.command.argv = {job.toolchain->compiler.string(), "-std=c++20", "-fsyntax-only"};
    for (auto& word : words(flags)) job.command.argv.push_back(std::move(word));
    job.command.argv.push_back(job.variant->file.string());
  }
  Verdicts verdicts;
  how.on_outcome = [&](std::size_t index, const Outcome& outcome) {
    verdicts[planned.jobs[index].variant->name] = outcome.process.ending.exited_with(0);
    return Reaction{};
  };
  execute(planned, how);
  return verdicts;
}

/// Gives the same files with the same flags to both and compares what each says of every file.
void compare(const std::string& toolchain, const std::string& flags, unsigned round,
             Variations vary, std::size_t least_files) {
  const auto folder = TemporaryFolder::make();
  ASSERT_TRUE(folder);
  const fs::path cases = folder->path() / "cases";
  const fs::path work = folder->path() / "work";
  fs::create_directories(cases);
  fs::create_directories(work);
  ASSERT_NO_FATAL_FAILURE(write_suite(cases, toolchain, flags, round, vary));
  Selection selection;
  selection.suite = cases;
  const auto prepared = prepare(selection);
  if (!prepared) GTEST_SKIP() << to_string(prepared.error().front());
  const Plan planned = plan(prepared->suite, prepared->cases, prepared->toolchains, work);
  ASSERT_GT(planned.jobs.size(), least_files);

  ExecuteOptions how;
  how.jobs = default_jobs();
  how.work_folder = work;
  const Verdicts mine = ours(*prepared, planned, how);
  const Verdicts theirs = clangs(planned, how, flags);
  EXPECT_EQ(mine.size(), theirs.size());
  std::size_t accepted = 0;
  for (const auto& [file, accepts] : theirs) {
    accepted += accepts ? 1U : 0U;
    EXPECT_EQ(mine.at(file), accepts) << file;
  }
  EXPECT_GT(accepted, 20U);                  // else nothing but mistakes would be compared
  EXPECT_GT(theirs.size() - accepted, 20U);  // or none
  testing::Test::RecordProperty("files", static_cast<int>(theirs.size()));
}

class AgreesWithClang : public testing::TestWithParam<std::string> {};

TEST_P(AgreesWithClang, AboutEveryFeatureAndItsMutations) {
  compare(GetParam(), "-Xclang -verify", static_cast<unsigned>(GetParam().back()), with_mutations,
          600);
}

TEST_P(AgreesWithClang, AboutPrefixes) {
  const bool both = GetParam() != "clang-14";
  compare(GetParam(), both ? "-Xclang -verify=expected,other" : "-Xclang -verify=other",
          static_cast<unsigned>(GetParam().back()), with_prefixes, 80);
}

TEST_P(AgreesWithClang, AboutWhatMayComeUnasked) {
  const std::string levels = GetParam() == "clang-14"   ? ""
                             : GetParam() == "clang-19" ? "=note,warning"
                                                        : "=error,note";
  compare(GetParam(), "-Xclang -verify -Xclang -verify-ignore-unexpected" + levels,
          static_cast<unsigned>(GetParam().back()), with_prefixes, 80);
}

INSTANTIATE_TEST_SUITE_P(Toolchains, AgreesWithClang,
                         testing::Values("clang-14", "clang-19", "clang-22"),
                         [](const testing::TestParamInfo<std::string>& info) {
                           return "Clang" + info.param.substr(6);
                         });

}  // namespace
}  // namespace mustfail
