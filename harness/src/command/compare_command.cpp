#include "command/compare_command.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>

#include "command/run_command.hpp"
#include "diagnostic/compiler_output.hpp"
#include "diagnostic/go_report.hpp"
#include "judge/judge.hpp"
#include "judge/judge_twin.hpp"
#include "judge/race_witness.hpp"
#include "judge/seen.hpp"
#include "judge/snapshot.hpp"
#include "plan/plan.hpp"
#include "process/measure.hpp"
#include "report/comparison.hpp"
#include "suite/twin.hpp"
#include "toolchain/detector_options.hpp"
#include "toolchain/detector_report.hpp"
#include "util/difference.hpp"
#include "util/files.hpp"
#include "util/terminal.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

constexpr std::string_view kStd = "std";
constexpr std::string_view kNaive = "naive";

const Variant* variant(const std::vector<Variant>& variants, std::string_view name) {
  const auto found = std::ranges::find(variants, name, &Variant::name);
  return found == variants.end() ? nullptr : &*found;
}

/// Whether the case has the naive program in all four languages.
bool is_comparable(const Case& owner) {
  return variant(owner.variants, kNaive) != nullptr && variant(owner.variants, kStd) != nullptr &&
         variant(owner.twins, "naive.rs") != nullptr && variant(owner.twins, "naive.go") != nullptr;
}

/// Does what a plan says by hand: one thing at a time, because it is measured.
class Comparer {
 public:
  Comparer(const Prepared& prepared, const Plan& planned, unsigned runs)
      : prepared_(prepared), planned_(planned), runs_(runs) {}

  Result<ProgramComparison> compare() {
    ProgramComparison comparison{prepared_.suite.name, {}};
    for (const Case& owner : prepared_.cases) {
      for (const std::string_view name : {"naive.go", "naive.rs", "std", "naive"}) {
        auto program = compare(owner, name);
        if (!program) return program.error();
        comparison.programs.push_back(*std::move(program));
        if (name != kStd || prepared_.suite.plugins.empty()) continue;
        auto watched = with_plugin(owner, comparison.programs.back());
        if (!watched) return watched.error();
        comparison.programs.push_back(*std::move(watched));
      }
    }
    return comparison;
  }

 private:
  const Job* job(const Case& owner, std::string_view name, Step step) const {
    const auto found = std::ranges::find_if(planned_.jobs, [&](const Job& each) {
      return each.owner == &owner && each.variant->name == name && each.step == step;
    });
    return found == planned_.jobs.end() ? nullptr : &*found;
  }

  static Failure unusable(const Case& owner, std::string_view name, const std::string& why) {
    return {{owner.folder / name, 0}, why, "mustfail doctor says what is missing"};
  }

  std::string language(const Job& job) const {
    if (job.toolchain->family == Family::go) return "Go";
    if (job.toolchain->family == Family::rust) return "Rust";
    return job.variant->name == kStd ? "C++ with std" : "C++ with " + prepared_.suite.name;
  }

  Result<ComparedProgram> compare(const Case& owner, std::string_view name) {
    const Job* compile = job(owner, name, Step::compile);
    if (compile == nullptr || !compile->skip.empty()) {
      return unusable(owner, name, compile == nullptr ? "nothing is planned" : compile->skip);
    }
    ComparedProgram program;
    program.case_name = owner.name;
    program.language = language(*compile);
    program.file = compile->variant->file.filename().string();
    program.compiler = compile->toolchain->version_text;
    Outcome outcome;
    outcome.process = run_to_end(compile->command);
    outcome.tries = 1;
    if (outcome.process.ending.how != Ending::How::exited) {
      return unusable(owner, name,
                      fmt::format("{} {}", compile->toolchain->compiler.string(),
                                  to_string(outcome.process.ending)));
    }
    program.compiles = outcome.process.ending.code == 0;
    if (!program.compiles) {
      auto refused = refusal(*compile, outcome);
      if (!refused) return refused.error();
      program.stopped_by = *std::move(refused);
      return program;
    }
    const auto ended = detect(owner, *compile, program);
    if (!ended) return ended.error();
    program.stopped_by = ended->empty()
                             ? fmt::format("nothing, before a run under {} happens to show it",
                                           program.detection->detector)
                             : *ended;
    return program;
  }

  /// The same program with the suite's plugins at work, which its own flags keep from it.
  Result<ComparedProgram> with_plugin(const Case& owner, ComparedProgram program) {
    const Job& compile = *job(owner, kStd, Step::compile);
    for (const PluginRequest& each : prepared_.suite.plugins) {
      if (compile.toolchain->has(each.feature)) continue;
      return unusable(owner, program.file, each.feature + " is not there");
    }
    program.language += " and the plugin";
    Command command = compile.command;
    for (const auto& flag : prepared_.suite.unchecked) std::erase(command.argv, flag);
    const ProcessResult ended = run_to_end(command);
    if (ended.ending.exited_with(0)) return program;
    const DiagnosticLog log =
        read_compiler_output(ended.errors, output_context(prepared_.suite, compile));
    const auto first = std::ranges::find(log.diagnostics, Severity::error, &Diagnostic::severity);
    if (first == log.diagnostics.end() || first->code.empty()) {
      return unusable(owner, program.file, "the plugin says no rule's code: " + ended.errors);
    }
    program.compiles = false;
    program.detection.reset();
    program.stopped_by = fmt::format("the compiler: {} at line {}", first->code, first->blame.line);
    return program;
  }

  /// `E0373 at line 14`, from the same judging as in a run.
  Result<std::string> refusal(const Job& job, const Outcome& outcome) const {
    const auto snapshots = read_snapshots(snapshot_folder(prepared_.suite, job.owner->name));
    if (!snapshots) return snapshots.error();
    const Finding finding = judge(prepared_.suite, job, outcome, *snapshots);
    if (finding.verdict != Verdict::pass) {
      return Failure{{job.variant->file, finding.blame.line},
                     finding.reason,
                     "mustfail run " + job.owner->name};
    }
    return fmt::format("the compiler: {} at line {}", finding.rule, finding.blame.line);
  }

  /// Builds what compiles with its detector and without, and runs both. Gives how the program ends
  /// itself, when it never gets as far as a race.
  Result<std::string> detect(const Case& owner, const Job& compile, ComparedProgram& program) {
    const bool go = compile.toolchain->family == Family::go;
    const Job* race = job(owner, compile.variant->name, Step::race);
    if (race == nullptr || !race->skip.empty()) {
      return unusable(owner, program.file, race == nullptr ? "no race is planned" : race->skip);
    }
    const Job& planned = planned_.jobs[*race->after];
    Command build = planned.command;
    if (planned.step == Step::counterfactual) {  // it has the rules off, which here stay on
      for (const auto& flag : prepared_.suite.unchecked) std::erase(build.argv, flag);
    }
    Command plain = build;
    std::erase(plain.argv, go ? "-race" : "-fsanitize=thread");
    Detection detection;
    detection.detector = go ? "Go's race detector" : "ThreadSanitizer";
    std::vector<MeasuredRun> runs;
    int seen = 0;
    for (Command* each : {&plain, &build}) {
      if (const auto built = run_to_end(*each); !built.ending.exited_with(0)) {
        return unusable(owner, program.file, "it cannot be built: " + to_string(built.ending));
      }
      std::vector<double> cpu;
      std::vector<double> bytes;
      runs.clear();
      for (unsigned i = 0; i < runs_; ++i) {
        prepare_report(race->report);
        runs.push_back(measure(race->command));
        const std::string report = take_report(race->report, race->command.output_limit);
        seen += each == &build && judge_race(*race, report).seen() ? 1 : 0;
        cpu.push_back(runs.back().cpu_seconds);
        bytes.push_back(static_cast<double>(runs.back().peak_bytes));
      }
      (each == &plain ? detection.plain_cpu_seconds : detection.cpu_seconds) = median(cpu);
      (each == &plain ? detection.plain_bytes : detection.bytes) = median(bytes);
    }
    std::size_t ended = 0;
    for (const MeasuredRun& each : runs) {
      const bool by_itself = each.ending.exited_with(0) || each.ending.exited_with(kRaceStatus);
      ended += by_itself ? 0U : 1U;
    }
    detection.seen = seen;
    detection.runs = static_cast<int>(runs.size());
    program.detection = detection;
    if (ended < runs.size()) return std::string();
    const auto lines = split_lines(runs.front().errors);
    std::string words;
    for (const auto& line : lines) {
      if (line.find("what():") != std::string_view::npos) words = trim(line);
    }
    return fmt::format("the program itself, at run time: it {}{}", to_string(runs.front().ending),
                       words.empty() ? "" : ", " + words);
  }

  const Prepared& prepared_;
  const Plan& planned_;
  unsigned runs_;
};

/// One C++ compiler is enough: the suite's reference of Clang's family, else the first that has a
/// race detector.
void keep_one_toolchain(Prepared& prepared) {
  const auto wanted = prepared.suite.reference.find("clang");
  const auto serves = [&](const Toolchain& each, bool by_name) {
    return each.has("tsan") &&
           (!by_name || (wanted != prepared.suite.reference.end() && each.name == wanted->second));
  };
  for (const bool by_name : {true, false}) {
    for (const Toolchain& each : prepared.toolchains) {
      if (!serves(each, by_name)) continue;
      prepared.toolchains = {Toolchain(each)};
      return;
    }
  }
}

Result<void> report(const ProgramComparison& comparison, const ComparisonRequest& request) {
  const std::string text = request.format == "json"       ? comparison_json(comparison)
                           : request.format == "markdown" ? comparison_markdown(comparison)
                                                          : comparison_text(comparison);
  if (!request.file.empty()) return write_file(request.file, text);
  say("{}", Ready{visible(text, true)});
  return {};
}

ExitStatus check_page(const std::filesystem::path& file, const ProgramComparison& comparison) {
  const auto written = read_file(file);
  if (!written) return print({written.error()}), kNothingJudged;
  const std::string now = without_measurements(comparison_markdown(comparison));
  const std::string then = without_measurements(*written);
  if (now == then) return kAllAsExpected;
  say("{} is not current\n", display_path(file).string());
  for (const auto& line : describe_difference(then, now)) say("    {}\n", line);
  say("  help: mustfail compare --format markdown={}\n", display_path(file).string());
  return kSomeRed;
}

}  // namespace

ExitStatus compare_command(const CompareOptions& options) {
  Selection selection = options.selection;
  if (!selection.toolchains.empty()) {
    for (const Family family : {Family::rust, Family::go}) {
      selection.toolchains.emplace_back(name(family));
    }
  }
  auto prepared = prepare(selection);
  if (!prepared) return refuse(prepared.error());
  std::erase_if(prepared->cases, [](const Case& each) { return !is_comparable(each); });
  if (prepared->cases.empty()) {
    print({{{},
            "nothing to compare: no selected case has naive.cpp, std.cpp, naive.rs and naive.go",
            "see docs/twins.md"}});
    return kNothingJudged;
  }
  keep_one_toolchain(*prepared);
  const auto folder = TemporaryFolder::make();
  if (!folder) return print({folder.error()}), kNothingJudged;
  const Plan planned = plan(prepared->suite, prepared->cases, prepared->toolchains, folder->path(),
                            {}, prepared->twin_compilers);
  const auto comparison = Comparer(*prepared, planned, options.runs).compare();
  if (!comparison) return print({comparison.error()}), kNothingJudged;
  for (const ComparisonRequest& each : options.reports) {
    if (const auto done = report(*comparison, each); !done) {
      return print({done.error()}), kNothingJudged;
    }
  }
  return options.check.empty() ? kAllAsExpected : check_page(options.check, *comparison);
}

}  // namespace mustfail
