#include "command/command_line.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <functional>
#include <iostream>
#include <set>
#include <string>
#include <vector>

#include "command/adopt_command.hpp"
#include "command/annotate_command.hpp"
#include "command/bless_command.hpp"
#include "command/cache_command.hpp"
#include "command/command_description.hpp"
#include "command/compare_command.hpp"
#include "command/doctor_command.hpp"
#include "command/explain_command.hpp"
#include "command/list_command.hpp"
#include "command/merge_command.hpp"
#include "command/mutate_command.hpp"
#include "command/new_command.hpp"
#include "command/parity_command.hpp"
#include "command/run_command.hpp"
#include "command/watch_command.hpp"
#include "util/terminal.hpp"
#include "util/text.hpp"
#include "util/version.hpp"

namespace mustfail {

namespace {

constexpr const char* kAbout =
    "mustfail: a harness for C++ programs that must not compile, and for those that must.\n"
    "A naive file has to be rejected by its rule, at its line; the same bytes have to compile "
    "with\n"
    "the rules off; that build has to race; the wrapped twin has to compile, run and be clean.";

constexpr const char* kFooter =
    "Exit status: 0 all as expected; 1 some verdict is not; 2 the suite, the command line or the\n"
    "machine is at fault and nothing was judged; 130 interrupted.\n"
    "Environment: NO_COLOR, CLICOLOR_FORCE, TMPDIR, MUSTFAIL_CACHE_DIR, MUSTFAIL_CACHE_SIZE,\n"
    "XDG_CACHE_HOME, MUSTFAIL_REMOTE_CACHE, MUSTFAIL_REMOTE_CACHE_TOKEN, CTEST_PARALLEL_LEVEL,\n"
    "MUSTFAIL_FORK_SERVER=off (start every Clang anew).";

void add_selection(CLI::App& command, Selection& selection) {
  command.add_option("FILTER", selection.filters,
                     "part of CASE or CASE/VARIANT, or a pattern with * and ?; none: everything");
  command.add_option("--suite", selection.suite,
                     "suite.json or its folder (default: here or in the nearest folder above)");
  command
      .add_option("--toolchain", selection.toolchains, "only this one, such as gcc-12; repeatable")
      ->delimiter(',')
      ->allow_extra_args(false);
  command
      .add_option("--rule", selection.rules, "only cases of this rule, such as E0373; repeatable")
      ->delimiter(',')
      ->allow_extra_args(false);
}

void add_jobs(CLI::App& command, unsigned& jobs) {
  command
      .add_option("-j,--jobs", jobs,
                  "programs to run at once (default: CTEST_PARALLEL_LEVEL, or the cores)")
      ->check(CLI::Range(1U, 1024U));
}

/// A count: CLI11 takes -1 for a very large one.
std::string why_no_count(const std::string& value) {
  const bool is_count = parse_number(value).value_or(-1) >= 0;
  return is_count ? std::string() : fmt::format("--max-skips: '{}' is not a count", value);
}

void add_reporting(CLI::App& command, ReportingOptions& reporting) {
  command
      .add_option(
          "--format", reporting.formats,
          "FORMAT[=FILE], repeatable; without a file, on standard output: " + describe_formats())
      ->allow_extra_args(false);
  command.add_option("--junit", reporting.junit, "the same as --format junit=FILE, added");
  command.add_flag("--pairs", reporting.pairs,
                   "the console shows each pair of a long run too, as it does with a FILTER or "
                   "--rule (default: what each rule came to)");
  command
      .add_option("--history", reporting.history,
                  "JSON reports of earlier runs, oldest first, for the html report")
      ->check(CLI::ExistingFile);
  command
      .add_option("--comparison", reporting.comparison,
                  "what `mustfail compare --format json=FILE` wrote, for the html report")
      ->check(CLI::ExistingFile);
  command
      .add_option("--fail-on", reporting.gate.fail_on,
                  "verdicts that make status 1: fail, error, xpass, xfail, skip (default: "
                  "fail,error,xpass)")
      ->delimiter(',')
      ->allow_extra_args(false);
  command.add_option("--baseline", reporting.gate.baseline,
                     "a file of known failures: new ones fail, fixed ones have to be removed");
  command.add_option("--write-baseline", reporting.gate.write_baseline,
                     "write what fails now to this file, and end with status 0");
  command
      .add_option("--max-skips", reporting.gate.max_skips,
                  "status 1 when more steps than this are skipped")
      ->check(CLI::Validator(why_no_count, "", ""));
  command
      .add_option("--require-toolchain", reporting.gate.required_toolchains,
                  "status 2 when this one is missing, such as clang-19; repeatable")
      ->delimiter(',')
      ->allow_extra_args(false);
}

/// `--max-skips "$MOST"` where MOST is not set must not be as if nothing had been asked for.
void refuse_empty_values(CLI::App& app) {
  for (CLI::App* command : app.get_subcommands({})) {
    refuse_empty_values(*command);
    for (CLI::Option* option : command->get_options()) {
      if (option->get_items_expected_max() == 0) continue;  // it takes no value
      option->check(CLI::Validator(
          [](const std::string& value) {
            return std::string(value.empty() ? "there is no value" : "");
          },
          "", ""));
    }
  }
}

/// Each `FORMAT` or `FORMAT=FILE`; the console's when none is named.
Result<std::vector<ComparisonRequest>> parse_comparison_formats(
    const std::vector<std::string>& texts) {
  const std::vector<std::string> known{"console", "markdown", "json"};
  std::vector<ComparisonRequest> requests;
  for (const auto& text : texts) {
    const std::size_t cut = text.find('=');
    ComparisonRequest request{text.substr(0, cut),
                              cut == std::string::npos ? "" : text.substr(cut + 1)};
    if (std::ranges::find(known, request.format) == known.end()) {
      return Failure{{},
                     fmt::format("'{}' is not a form of the comparison", request.format),
                     suggestion(request.format, known)};
    }
    requests.push_back(std::move(request));
  }
  if (requests.empty()) requests.push_back({"console", {}});
  return requests;
}

/// A misspelled command gets the nearest one; CLI11 only says that an argument was not expected.
/// False when that is not what is wrong.
bool suggest_command(const CLI::App& app, int argc, const char* const* argv) {
  if (argc < 2 || std::string_view(argv[1]).starts_with('-')) return false;
  std::vector<std::string> names;
  for (const CLI::App* each : app.get_subcommands({})) names.push_back(each->get_name());
  if (std::ranges::find(names, argv[1]) != names.end()) return false;
  say(stderr, "mustfail: error: '{}' is not a command\n  help: {}\n", argv[1],
      suggestion(argv[1], names));
  return true;
}

}  // namespace

ExitStatus run_command_line(int argc, const char* const* argv) {
  CLI::App app{kAbout, "mustfail"};
  app.footer(kFooter);
  app.require_subcommand(1);
  app.set_version_flag("--version", fmt::format("mustfail {}", version()));
  std::function<ExitStatus()> chosen;

  RunOptions run;
  std::vector<std::string> exact;
  CLI::App* run_app = app.add_subcommand("run", "judge cases and report");
  add_selection(*run_app, run.selection);
  add_jobs(*run_app, run.jobs);
  run_app->add_flag("--available", run.selection.available,
                    "leave out those of the suite's toolchains that are not here, and say so "
                    "(default: status 2)");
  run_app->add_option("--exact", exact, "only this CASE/VARIANT, by its whole name; repeatable")
      ->allow_extra_args(false);
  add_reporting(*run_app, run.reporting);
  run_app->add_flag("--no-cache{false}", run.use_cache,
                    "run every step, and keep no result and no precompiled header");
  run_app->add_option("--remote-cache", run.remote_cache,
                      "share results through http://[USER:PASSWORD@]HOST[:PORT][/PATH]");
  run_app->add_flag("--remote-cache-read-only", run.remote_read_only,
                    "store nothing there (default where CI runs for a fork)");
  run_app->add_flag("--no-precompiled{false}", run.use_precompiled, "compile every case plainly");
  run_app
      ->add_option("--verify-precompiled", run.verify_percent,
                   "of the compiles with a precompiled header, do PERCENT plainly too and compare")
      ->check(CLI::Range(0U, 100U));
  run_app->add_option("--shard", run.shard,
                      "only part I of N, such as 1/4 (default: as TEST_SHARD_INDEX, CI_NODE_INDEX "
                      "or SLURM_ARRAY_TASK_ID say); see docs/ci.md");
  run_app->add_option("--times", run.times,
                      "balance the shards by the times in this JSON report of an earlier run");
  run_app
      ->add_option("--if-all-skipped", run.reporting.if_all_skipped,
                   "the status when nothing was judged because every step is skipped (default: "
                   "2); CTest's tests use another one")
      ->check(CLI::Range(0, 255));
  run_app->add_flag("--fail-fast", run.fail_fast, "stop at the first red step");
  run_app->add_flag("--only-snapshots", run.only_snapshots,
                    "only look for snapshots that nothing owns or needs");
  bool watch = false;
  run_app->add_flag("--watch", watch, "run again whenever a file of the suite is saved");
  std::vector<std::string> witnesses;
  run_app
      ->add_option(
          "--witness", witnesses,
          "the evidence to bring: counterfactual, race, memory, other (deadlocks, exit statuses, "
          "signals), reason, rust, go, all, none; repeatable (default: all but reason and the "
          "memory of what must run, each file with one toolchain while the others only compile; "
          "named: with every toolchain)")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(CLI::IsMember(
          {"counterfactual", "race", "memory", "other", "reason", "rust", "go", "all", "none"}));
  bool compile_only = false;
  run_app
      ->add_flag("--compile-only", compile_only,
                 "run no program: what must not compile does not, and all else does")
      ->excludes("--witness");
  run_app->callback([&] {
    chosen = [&]() -> ExitStatus {
      run.selection.exact = exact;
      run.reporting.pairs |=
          !exact.empty() || !run.selection.filters.empty() || !run.selection.rules.empty();
      const auto asked = [&](const char* witness) {
        const auto has = [&](const char* word) {
          return std::ranges::find(witnesses, word) != witnesses.end();
        };
        const bool by_default = std::string_view(witness) != "reason";
        return (witnesses.empty() && by_default && !compile_only) || has("all") || has(witness);
      };
      run.witnesses = {.counterfactual = asked("counterfactual"),
                       .race = asked("race"),
                       .memory = asked("memory"),
                       .reason = asked("reason"),
                       .other = asked("other"),
                       .running = !compile_only,
                       .rust = asked("rust"),
                       .go = asked("go"),
                       .everywhere = compile_only || !witnesses.empty()};
      return watch ? watch_command(run) : run_command(run);
    };
  });

  MergeOptions merge;
  CLI::App* merge_app = app.add_subcommand("merge", "the shards' JSON reports as one");
  merge_app->add_option("REPORT", merge.files, "the JSON report of each shard")->required();
  add_reporting(*merge_app, merge.reporting);
  merge_app->callback([&] { chosen = [&] { return merge_command(merge); }; });

  MergeOptions report;
  CLI::App* report_app =
      app.add_subcommand("report", "a JSON report told and judged again, in other formats");
  report_app->add_option("REPORT", report.files, "what --format json=FILE wrote")
      ->required()
      ->expected(1);
  add_reporting(*report_app, report.reporting);
  report_app->callback([&] { chosen = [&] { return report_command(report); }; });

  BlessOptions bless;
  CLI::App* bless_app = app.add_subcommand("bless", "write snapshots from what is seen now");
  add_selection(*bless_app, bless.selection);
  add_jobs(*bless_app, bless.jobs);
  bless_app->add_flag("--accept-meaning", bless.accept_meaning,
                      "also a change of code, blame line, count or output");
  bless_app->add_flag("-y,--yes", bless.yes,
                      "write without asking; only a terminal is asked in any case");
  bless_app->add_flag("--prune", bless.prune,
                      "write none; remove the snapshots that nothing owns or needs");
  bless_app->callback([&] { chosen = [&] { return bless_command(bless); }; });

  AnnotateOptions annotation;
  CLI::App* annotate_app = app.add_subcommand(
      "annotate", "write the comments that say where and why a file must not compile");
  add_selection(*annotate_app, annotation.selection);
  add_jobs(*annotate_app, annotation.jobs);
  annotate_app->add_flag("--check", annotation.check,
                         "write nothing; status 1 when a comment is missing or no longer so");
  annotate_app->add_flag("-y,--yes", annotation.yes,
                         "write without asking; only a terminal is asked in any case");
  annotate_app->callback([&] { chosen = [&] { return annotate_command(annotation); }; });

  AdoptOptions adoption;
  CLI::App* adopt_app = app.add_subcommand(
      "adopt", "write a suite for a folder of somebody's programs that must not compile");
  adopt_app->add_option("FOLDER", adoption.folder, "the folder of the programs")->required();
  adopt_app->add_option("--to", adoption.to,
                        "write suite.json and the snapshots here (default: into FOLDER)");
  adopt_app
      ->add_option("--toolchain", adoption.toolchains,
                   "the suite's toolchains, such as gcc-12 (default: all on PATH); repeatable")
      ->delimiter(',')
      ->allow_extra_args(false);
  adopt_app->add_option("--include", adoption.include, "one more folder of headers; repeatable")
      ->allow_extra_args(false);
  adopt_app->add_flag("--every", adoption.every,
                      "every program there must not compile, though its build does not say so");
  adopt_app->add_flag("-y,--yes", adoption.yes,
                      "write without asking; only a terminal is asked in any case");
  adopt_app->callback([&] { chosen = [&] { return adopt_command(adoption); }; });

  NewOptions fresh;
  CLI::App* new_app = app.add_subcommand("new", "write a pair that runs, to be made one's own");
  new_app->add_option("CASE", fresh.name, "its GROUP/CASE")->required();
  new_app->add_option("--rule", fresh.rule, "the rule that must reject the naive file");
  new_app->add_option("--from", fresh.from, "the case to start from (default: one of the rule's)");
  new_app->add_option("--suite", fresh.selection.suite, "suite.json or its folder");
  new_app->callback([&] { chosen = [&] { return new_command(fresh); }; });

  ListOptions list;
  CLI::App* list_app = app.add_subcommand("list", "what would run, and why something is skipped");
  add_selection(*list_app, list.selection);
  list_app->add_flag("--json", list.json, "as JSON");
  list_app->add_flag("--commands", list.commands,
                     "the compiles' command lines, to paste into a shell");
  list_app->add_flag("--ctest", list.ctest, "as CTest commands, for Mustfail.cmake");
  list_app->add_option("--ctest-prefix", list.ctest_prefix, "put before each CTest name");
  list_app->add_option("--ctest-label", list.ctest_labels, "a label of each CTest test; repeatable")
      ->allow_extra_args(false);
  list_app->add_option("--ctest-timeout", list.ctest_timeout, "seconds, of each CTest test")
      ->check(CLI::Range(1, 1000000));
  list_app->add_flag("--ctest-in-turn", list.ctest_in_turn,
                     "each file's evidence by the CTest test of one toolchain, as a run brings it; "
                     "what the others only compile is a test for each group and toolchain "
                     "(default: every test brings its own)");
  list_app->callback([&] { chosen = [&] { return list_command(list); }; });

  MutateOptions mutate;
  CLI::App* mutate_app = app.add_subcommand(
      "mutate", "take away one rule or branch of the library after the other; some case must fail");
  mutate_app->add_option("NAME", mutate.names,
                         "part of a mutation's name, or a pattern with * and ?; none: all");
  mutate_app->add_option("--suite", mutate.selection.suite,
                         "suite.json or its folder (default: here or in the nearest folder above)");
  mutate_app->add_option("--toolchain", mutate.selection.toolchains, "only this one; repeatable")
      ->delimiter(',')
      ->allow_extra_args(false);
  mutate_app
      ->add_option("--rule", mutate.selection.rules, "only mutations of this rule; repeatable")
      ->delimiter(',')
      ->allow_extra_args(false);
  add_jobs(*mutate_app, mutate.jobs);
  mutate_app->add_flag("--json", mutate.json, "as JSON");
  mutate_app->add_flag("--list", mutate.list, "only say which mutations there are");
  mutate_app->add_flag("--no-cache{false}", mutate.use_cache, "compile everything, keep nothing");
  mutate_app->callback([&] { chosen = [&] { return mutate_command(mutate); }; });

  Selection doctor;
  CLI::App* doctor_app =
      app.add_subcommand("doctor", "toolchains, versions, features, and what is missing");
  doctor_app->add_option("--suite", doctor.suite, "suite.json or its folder");
  doctor_app->add_option("--toolchain", doctor.toolchains, "only this one; repeatable")
      ->delimiter(',')
      ->allow_extra_args(false);
  doctor_app->callback([&] { chosen = [&] { return doctor_command(doctor); }; });

  Selection explain;
  std::string code;
  CLI::App* explain_app = app.add_subcommand("explain", "a rule's page, in the terminal");
  explain_app->add_option("CODE", code, "such as E0373")->required();
  explain_app->add_option("--suite", explain.suite, "suite.json or its folder");
  explain_app->callback([&] { chosen = [&] { return explain_command(explain, code); }; });

  CompareOptions compare;
  std::vector<std::string> comparison_formats;
  CLI::App* compare_app = app.add_subcommand(
      "compare", "the naive programs in Go, Rust, C++ with std and C++ with the library, measured");
  add_selection(*compare_app, compare.selection);
  compare_app->add_option("--runs", compare.runs, "of each program with its race detector (10)")
      ->check(CLI::Range(1U, 1000U));
  compare_app
      ->add_option("--format", comparison_formats,
                   "console, markdown[=FILE] or json[=FILE]; repeatable")
      ->allow_extra_args(false);
  compare_app->add_option("--check", compare.check,
                          "red when this Markdown page says something else, figures aside");
  compare_app->callback([&] {
    chosen = [&]() -> ExitStatus {
      auto requests = parse_comparison_formats(comparison_formats);
      if (!requests) return print({requests.error()}), kNothingJudged;
      compare.reports = *std::move(requests);
      return compare_command(compare);
    };
  });

  ParityOptions parity;
  CLI::App* parity_app =
      app.add_subcommand("parity", "where Rust's verdict and the library's differ, and why");
  parity_app->add_option("--suite", parity.selection.suite, "suite.json or its folder");
  add_jobs(*parity_app, parity.jobs);
  CLI::Option* parity_write =
      parity_app->add_option("--write", parity.write, "write the page here (default: print it)");
  parity_app->add_option("--check", parity.check, "red when this page is not current")
      ->excludes(parity_write);
  parity_app->callback([&] { chosen = [&] { return parity_command(parity); }; });

  CLI::App* cache_app = app.add_subcommand("cache", "what was kept from earlier runs");
  cache_app->require_subcommand(1);
  cache_app->add_subcommand("stats", "where it is and how large")->callback([&] {
    chosen = cache_stats_command;
  });
  Selection warm;
  unsigned warm_jobs = 0;
  CLI::App* warm_app = cache_app->add_subcommand("warm", "make the precompiled headers of a run");
  add_selection(*warm_app, warm);
  add_jobs(*warm_app, warm_jobs);
  warm_app->callback([&] { chosen = [&] { return cache_warm_command(warm, warm_jobs); }; });
  std::string cache_size;
  CLI::App* trim_app =
      cache_app->add_subcommand("trim", "drop what was least recently used, down to the limit");
  trim_app->add_option("--size", cache_size, "what may be left, such as 500M or 2G");
  trim_app->callback([&] { chosen = [&] { return cache_trim_command(cache_size); }; });
  cache_app->add_subcommand("clear", "remove all of it")->callback([&] {
    chosen = cache_clear_command;
  });

  std::string shell;
  CLI::App* completion_app = app.add_subcommand("completion", "the completion script of a shell");
  completion_app->add_option("SHELL", shell, "the shell")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  completion_app->callback([&] {
    chosen = [&] {
      fmt::print("{}", completion_script(describe(app), shell));
      return kAllAsExpected;
    };
  });
  app.add_subcommand("man", "the manual page, for man -l")->callback([&] {
    chosen = [&] {
      fmt::print("{}", manual_page(describe(app), version()));
      return kAllAsExpected;
    };
  });

  refuse_empty_values(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error), kAllAsExpected;  // --help, --version
    if (!suggest_command(app, argc, argv)) {
      say(stderr, "mustfail: error: {}\n  help: mustfail --help, or mustfail COMMAND --help\n",
          error.what());
    }
    return kNothingJudged;
  }
  return chosen();
}

}  // namespace mustfail
