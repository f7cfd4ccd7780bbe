#include "judge/judge_twin.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "diagnostic/go_report.hpp"
#include "diagnostic/rust_diagnostics.hpp"
#include "judge/match.hpp"
#include "judge/race_witness.hpp"
#include "suite/twin.hpp"
#include "toolchain/detector_options.hpp"
#include "util/difference.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

class TwinJudge {
 public:
  TwinJudge(const Job& job, const Outcome& outcome, const SnapshotFolder& snapshots,
            Finding& finding)
      : job_(job), outcome_(outcome), snapshots_(snapshots), finding_(finding) {}

  void judge() {
    if (job_.step == Step::compile) return is_rust() ? judge_rust() : judge_go();
    if (job_.step == Step::race) return judge_race_of_go();
    judge_run();
  }

 private:
  bool is_rust() const { return job_.toolchain->family == Family::rust; }
  bool is_naive() const { return job_.variant->mode == Mode::compile_fail; }
  const Directives& directives() const { return job_.variant->directives; }

  void set(Verdict verdict, std::string reason, std::string help) {
    finding_.verdict = verdict;
    finding_.reason = std::move(reason);
    finding_.help = std::move(help);
  }

  void quote(const std::string& text) {
    constexpr std::size_t kMostLines = 12;
    const auto lines = split_lines(text);
    for (std::size_t i = 0; i < std::min(kMostLines, lines.size()); ++i) {
      finding_.details.emplace_back(lines[i].substr(0, 200));
    }
  }

  std::string shown(const Diagnostic& diagnostic) const {
    return fmt::format("{}:{}: {}: {}",
                       std::filesystem::path(diagnostic.blame.file).filename().string(),
                       diagnostic.blame.line, name(diagnostic.severity), diagnostic.message);
  }

  /// Warnings are the language's own affair: only what rejects the program is judged.
  std::vector<const Diagnostic*> errors() const {
    std::vector<const Diagnostic*> found;
    for (const Diagnostic& each : finding_.diagnostics) {
      if (each.severity == Severity::error) found.push_back(&each);
    }
    return found;
  }

  void show_errors() {
    for (const Diagnostic* each : errors()) finding_.details.push_back(shown(*each));
  }

  /// False when the compiler has not judged the program; then that is the verdict.
  bool check_compiler(const DiagnosticLog& log) {
    const Ending& ending = outcome_.process.ending;
    const std::string compiler = job_.toolchain->compiler.filename().string();
    const bool refused = ending.how == Ending::How::exited && ending.code != 0;
    if (ending.how != Ending::How::exited || log.crashed) {
      set(Verdict::error,
          log.crashed ? fmt::format("{} crashed", compiler)
                      : fmt::format("{} {}", compiler, to_string(ending)),
          "run the command by hand");
    } else if (refused && ending.code != 1 && ending.code != 2) {  // 2 is Go's, for a bad program
      set(Verdict::error,
          fmt::format("{} {}, which is not how it refuses a program", compiler, to_string(ending)),
          "run the command by hand");
    } else if (refused && std::ranges::none_of(errors(), [](const Diagnostic* each) {
                 return !each->blame.file.empty();
               })) {
      set(Verdict::error, fmt::format("{} failed and names no error in a source file", compiler),
          "run the command by hand");
    } else {
      return true;
    }
    for (const auto& line : log.strays) finding_.details.push_back(line.substr(0, 200));
    show_errors();
    return false;
  }

  // -- Rust ---------------------------------------------------------------------------------------

  void judge_rust() {
    DiagnosticLog log = parse_rust_diagnostics(outcome_.process.errors, job_.owner->folder);
    finding_.diagnostics = std::move(log.diagnostics);
    if (!errors().empty()) finding_.blame = errors().front()->blame;
    if (!check_compiler(log)) return;
    const bool accepted = outcome_.process.ending.code == 0;
    if (!is_naive()) return judge_accepted(accepted);
    const auto& differs = directives().differs;
    if (differs && differs->verdict == "accepts") return judge_difference(accepted);
    const std::string& code = differs ? differs->verdict : directives().rule;
    if (accepted) {
      return set(Verdict::fail, fmt::format("rustc accepts it, and {} is expected", code),
                 "repair the twin; where Rust does accept this, say so: //@ differs: accepts: why");
    }
    if (!check_code(code) || !check_expectations()) return;
    set(Verdict::pass,
        differs ? fmt::format("Rust rejects it with {} at line {}: {}", code, finding_.blame.line,
                              differs->reason)
                : fmt::format("Rust rejects it with {} at line {} too", code, finding_.blame.line),
        {});
  }

  void judge_difference(bool accepted) {
    if (accepted) {
      return set(Verdict::pass, "Rust accepts it: " + directives().differs->reason, {});
    }
    show_errors();
    set(Verdict::fail, "'differs' says that Rust accepts it, and rustc rejects it",
        "correct the directive or the twin");
  }

  /// The rule's code has to be among the errors; the first of that code is the blame.
  bool check_code(const std::string& code) {
    for (const Diagnostic* each : errors()) {
      if (each->code != code) continue;
      finding_.blame = each->blame;
      return true;
    }
    std::vector<std::string> codes;
    for (const Diagnostic* each : errors()) {
      codes.push_back(each->code.empty() ? "no code" : each->code);
    }
    set(Verdict::fail, fmt::format("rustc rejects it with {}, not with {}", listed(codes), code),
        "repair the twin; where Rust's code differs, say so: //@ differs: E0308: why");
    show_errors();
    return false;
  }

  bool check_expectations() {
    std::vector<Diagnostic> rejecting;
    for (const Diagnostic* each : errors()) rejecting.push_back(*each);
    const auto& expectations = job_.variant->expectations.list;
    const Match result =
        match(expectations, *job_.toolchain, rejecting, job_.variant->file, Strictness{});
    for (const Unmet& unmet : result.unmet) {
      finding_.details.push_back(fmt::format(
          "unmet: line {}: {}-{} {{{{{}}}}} at line {}", unmet.expectation->written_line,
          unmet.expectation->prefix, name(unmet.expectation->severity), unmet.expectation->text,
          unmet.expectation->line));
    }
    for (const Diagnostic* each : result.unasked) {
      finding_.details.push_back("unasked: " + shown(*each));
    }
    if (!finding_.details.empty()) {
      set(Verdict::fail, "rustc's errors are not the expected ones",
          "repair the twin, or the expectation that stands in it");
      return false;
    }
    const bool expected = std::ranges::any_of(expectations, [&](const Expectation& each) {
      return each.severity == Severity::error && each.least > 0;
    });
    if (expected) return true;
    set(Verdict::fail, "nothing in the file says where the error has to be",
        fmt::format("add to the line: // expected-error {{{{[{}]}}}}", finding_.rule));
    show_errors();
    return false;
  }

  // -- Go and what both do ------------------------------------------------------------------------

  void judge_go() {
    DiagnosticLog log =
        parse_go_errors(outcome_.process.errors, job_.variant->file.parent_path().string());
    finding_.diagnostics = std::move(log.diagnostics);
    if (!errors().empty()) finding_.blame = errors().front()->blame;
    if (check_compiler(log)) judge_accepted(outcome_.process.ending.code == 0);
  }

  void judge_accepted(bool accepted) {
    if (accepted) return set(Verdict::pass, "compiles", {});
    set(Verdict::fail, fmt::format("{} does not compile it", is_rust() ? "rustc" : "go"),
        "repair the twin");
    show_errors();
  }

  void judge_race_of_go() {
    const Ending& ending = outcome_.process.ending;
    const RaceWitness witness = judge_race(job_, outcome_.report);
    finding_.race_lines = witness.lines;
    const bool ended = ending.how == Ending::How::exited || ending.how == Ending::How::signalled;
    if (!ended) {
      set(Verdict::error, "the program " + to_string(ending),
          "a naive program has to end by itself: make it smaller");
    } else if (directives().differs) {
      if (!witness.seen()) {
        return set(Verdict::pass, "Go's program is clean: " + directives().differs->reason, {});
      }
      set(Verdict::fail, "'differs' says that Go's program is clean, and it races",
          "correct the directive or the twin");
    } else if (witness.seen() && !ending.exited_with(kRaceStatus)) {
      // A panic ends a program with 2 before the detector can: that is no clean evidence.
      set(Verdict::fail,
          fmt::format("the program wrote a report of a race, and the race detector's exit status "
                      "is missing: it {}",
                      to_string(ending)),
          "a report counts only when the race detector ends the program");
    } else if (witness.seen()) {
      std::vector<std::string> lines;
      for (const int line : witness.lines) lines.push_back(std::to_string(line));
      return set(Verdict::pass,
                 fmt::format("races: Go's race detector, line{} {}", lines.size() == 1 ? "" : "s",
                             listed(lines)),
                 {});
    } else {
      set(Verdict::fail,
          fmt::format("Go's race detector saw no race in {}",
                      counted(static_cast<std::size_t>(outcome_.tries), "run")),
          "repair the twin; where Go's program is sound, say so: //@ differs: clean: why");
    }
    quote(outcome_.report + outcome_.process.errors);
  }

  void judge_run() {
    const Ending& ending = outcome_.process.ending;
    finding_.output = outcome_.process.output;
    if (ending.how != Ending::How::exited) {
      quote(outcome_.report + outcome_.process.errors);
      return set(ending.how == Ending::How::signalled ? Verdict::fail : Verdict::error,
                 "the program " + to_string(ending), "run it by hand");
    }
    if (job_.checks_races) {
      const RaceWitness witness = judge_race(job_, outcome_.report);
      finding_.race_lines = witness.lines;
      if (!witness.reports.empty() || ending.code == kRaceStatus) {
        quote(outcome_.report + outcome_.process.errors);
        return set(Verdict::fail, "Go's race detector reports a data race in the wrapped twin",
                   "repair the twin");
      }
    }
    const int wanted = directives().exit_code.value_or(0);
    if (ending.code != wanted) {
      quote(outcome_.process.errors);
      return set(Verdict::fail,
                 fmt::format("the program {}, and {} is expected", to_string(ending), wanted),
                 "if that is right, say so: //@ exit-code: NUMBER");
    }
    compare_output();
  }

  /// The twin has no snapshot of its own: it prints what the C++ program prints.
  void compare_output() {
    const std::string snapshot = std::string(twin_stem(job_.variant->name)) + ".stdout";
    const auto pinned = snapshots_.find(snapshot);
    if (pinned == snapshots_.end()) {
      return set(Verdict::fail,
                 fmt::format("there is no snapshot {} of the C++ file beside this twin", snapshot),
                 fmt::format("mustfail bless {}", job_.owner->name));
    }
    if (pinned->second != finding_.output) {
      finding_.details = describe_difference(pinned->second, finding_.output);
      return set(Verdict::fail, fmt::format("it prints something else than {}", snapshot),
                 "repair the twin");
    }
    const std::string_view printed = trim(finding_.output);
    const std::size_t lines = split_lines(printed).size();
    set(Verdict::pass,
        fmt::format("{}{}",
                    printed.empty() ? "prints nothing"
                    : lines == 1    ? fmt::format("prints {}", printed)
                                    : fmt::format("prints {}", counted(lines, "line")),
                    job_.checks_races ? ", clean under Go's race detector" : ""),
        {});
  }

  const Job& job_;
  const Outcome& outcome_;
  const SnapshotFolder& snapshots_;
  Finding& finding_;
};

}  // namespace

void judge_twin(const Job& job, const Outcome& outcome, const SnapshotFolder& snapshots,
                Finding& finding) {
  TwinJudge(job, outcome, snapshots, finding).judge();
}

}  // namespace mustfail
