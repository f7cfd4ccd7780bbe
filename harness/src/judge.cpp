#include "judge.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>

#include "compiler_output.hpp"
#include "difference.hpp"
#include "judge_verify.hpp"
#include "match.hpp"
#include "memory_witness.hpp"
#include "race_witness.hpp"
#include "text.hpp"

namespace mustfail {

namespace {

NormalizeContext normalize_context(const Suite& suite, const Job& job) {
  return {job.owner->folder, suite.include};
}

OutputContext output_context(const Suite& suite, const Job& job) {
  OutputContext context{job.toolchain->family, suite.code_pattern, job.owner->folder};
  for (const auto& [code, rule] : suite.rules) {
    if (!rule.analysis.empty()) context.analyses.emplace_back(rule.analysis, code);
  }
  return context;
}

bool is_compile(Step step) {
  return step == Step::compile || step == Step::counterfactual || step == Step::memory_build;
}

/// The verdict in the making: what is found first decides, so each check says whether to go on.
class Judge {
 public:
  Judge(const Suite& suite, const Job& job, const Outcome& outcome, const SnapshotFolder& snapshots)
      : suite_(suite), job_(job), outcome_(outcome), snapshots_(snapshots) {
    finding_.case_name = job.owner->name;
    finding_.variant = job.variant->name;
    finding_.toolchain = job.toolchain->name;
    finding_.step = job.step;
    finding_.mode = job.variant->mode;
    finding_.rule = job.variant->directives.rule;
    finding_.file = job.variant->file.string();
    finding_.tries = outcome.tries;
    finding_.seconds = outcome.process.seconds;
    finding_.cached = outcome.cached;
    finding_.checked_races = job.checks_races;
    finding_.checked_memory = job.checks_memory;
    finding_.argv = job.command.argv;
    finding_.by_hand = job.by_hand;
  }

  Finding judge() && {
    if (!job_.skip.empty()) {
      set(Verdict::skip, job_.skip, {});
    } else if (outcome_.process.ending.how == Ending::How::not_run) {
      set(Verdict::skip, "its program was not built", {});
    } else if (is_compile(job_.step)) {
      judge_compile();
    } else if (job_.step == Step::race) {
      judge_witness();
    } else {
      judge_run();
    }
    return std::move(finding_);
  }

 private:
  const Directives& directives() const { return job_.variant->directives; }

  void set(Verdict verdict, std::string reason, std::string help) {
    finding_.verdict = verdict;
    finding_.reason = std::move(reason);
    finding_.help = std::move(help);
  }

  std::string compiler_name() const { return job_.toolchain->compiler.filename().string(); }

  /// `naive.cpp:12` for a place in the case, else the normalised path.
  std::string shown(const Location& location) const {
    const std::string file = normal_path(location.file, normalize_context(suite_, job_));
    return location.line == 0 ? file : fmt::format("{}:{}", file, location.line);
  }

  std::string shown(const Diagnostic& diagnostic) const {
    return fmt::format("{}: {}: {}", shown(diagnostic.blame), name(diagnostic.severity),
                       diagnostic.message);
  }

  const Diagnostic* first_error() const {
    const auto found =
        std::ranges::find(finding_.diagnostics, Severity::error, &Diagnostic::severity);
    return found == finding_.diagnostics.end() ? nullptr : &*found;
  }

  // -- compiles -----------------------------------------------------------------------------------

  void judge_compile() {
    if (job_.variant->mode == Mode::verify) return judge_verify(suite_, job_, outcome_, finding_);
    Seen seen = see(suite_, job_, outcome_);
    finding_.diagnostics = std::move(seen.diagnostics);
    if (const Diagnostic* error = first_error()) finding_.blame = error->blame;
    if (!check_ended_by_itself()) return;
    const bool must_fail = job_.variant->mode == Mode::compile_fail && job_.step == Step::compile;
    if (!must_fail) return judge_accepted();
    if (directives().known_hole.empty()) return judge_rejected(seen);
    judge_hole(seen);
  }

  /// A compiler that crashed, hung, flooded or could not do its work has not judged the program.
  bool check_ended_by_itself() {
    const Ending& ending = outcome_.process.ending;
    const auto refuse = [&](std::string reason, std::string help) {
      set(Verdict::error, std::move(reason), std::move(help));
      quote_errors();
      return false;
    };
    if (ending.how != Ending::How::exited) {
      return refuse(
          fmt::format("{} {}", compiler_name(), to_string(ending)),
          "run the command by hand; limits stand in suite.json, or: //@ timeout: SECONDS");
    }
    const DiagnosticLog log = read(outcome_.process.errors);
    if (log.crashed) {
      return refuse(fmt::format("{} crashed", compiler_name()),
                    "reduce the case and report the bug");
    }
    if (ending.code > 1) {
      return refuse(fmt::format("{} {}, which is not how it refuses a program", compiler_name(),
                                to_string(ending)),
                    "run the command by hand");
    }
    for (const Diagnostic& each : finding_.diagnostics) {
      if (each.severity != Severity::error) continue;
      static const RE2 linker(R"(^ld returned \d+ exit status|^linker command failed)");
      if (RE2::PartialMatch(each.message, linker)) {
        refuse("it compiles, and does not link",
               "define what is missing in the case, or add a library to \"link\" in suite.json");
        finding_.verdict = Verdict::fail;
        return false;
      }
      if (each.location.file.empty() || each.location.line == 0) {
        return refuse(fmt::format("{} complains of its command: {}", compiler_name(), each.message),
                      "correct the flags in suite.json or in the file's directives");
      }
      static const RE2 missing(R"(No such file or directory|file not found)");
      if (each.fatal && RE2::PartialMatch(each.message, missing)) {
        return refuse(
            fmt::format("a file is not there: {}: {}", shown(each.location), each.message),
            "correct the #include, or \"include\" in suite.json");
      }
    }
    if (ending.code == 1 && first_error() == nullptr) {
      return refuse(fmt::format("{} failed and names no error in a source file", compiler_name()),
                    "run the command by hand");
    }
    return true;
  }

  DiagnosticLog read(const std::string& errors) const {
    return read_compiler_output(errors, output_context(suite_, job_));
  }

  void quote_errors() {
    constexpr std::size_t kMostLines = 12;
    const auto lines = split_lines(outcome_.process.errors);
    for (std::size_t i = 0; i < std::min(kMostLines, lines.size()); ++i) {
      finding_.details.emplace_back(lines[i]);
    }
    if (lines.size() > kMostLines) {
      finding_.details.push_back(
          fmt::format("... and {}", counted(lines.size() - kMostLines, "more line")));
    }
  }

  void judge_rejected(const Seen& seen) {
    if (outcome_.process.ending.code == 0) {
      return set(Verdict::fail, "it compiles: no rule rejects it",
                 "if this is a hole that is known, say so: //@ known-hole: why");
    }
    if (!check_rule() || !check_expectations() || !check_brevity() || !check_meaning(seen) ||
        !check_wording(seen)) {
      return;
    }
    set(Verdict::pass,
        finding_.rule.empty()
            ? fmt::format("rejected at line {}", finding_.blame.line)
            : fmt::format("rejected with {} at line {}", finding_.rule, finding_.blame.line),
        {});
  }

  bool check_rule() {
    const std::string& rule = directives().rule;
    const Diagnostic* error = first_error();
    if (rule.empty() || error->code == rule) return true;
    set(Verdict::fail,
        error->code.empty()
            ? fmt::format("rejected for another reason: the first error is not {}'s", rule)
            : fmt::format("rejected by another rule: the first error is {}'s, not {}'s",
                          error->code, rule),
        "repair the case so that only its rule stands in its way");
    finding_.details.push_back(shown(*error));
    return false;
  }

  /// A person has to find the sentence among what the compiler says.
  bool check_brevity() {
    std::size_t diagnostics = finding_.diagnostics.size();
    for (const Diagnostic& each : finding_.diagnostics) diagnostics += each.notes.size();
    const std::size_t lines = split_lines(outcome_.process.errors).size();
    const auto exceeds = [](std::size_t have, int most) {
      return most > 0 && have > static_cast<std::size_t>(most);
    };
    if (!exceeds(diagnostics, suite_.limits.diagnostics) && !exceeds(lines, suite_.limits.lines)) {
      return true;
    }
    set(Verdict::fail,
        fmt::format("too long: {} in {}, and the suite allows {} and {}",
                    counted(diagnostics, "diagnostic"), counted(lines, "line"),
                    suite_.limits.diagnostics, suite_.limits.lines),
        "make the library say less, or raise \"limits\" in suite.json");
    quote_errors();
    return false;
  }

  bool check_expectations() {
    const auto& expectations = job_.variant->expectations.list;
    const Match result = match(expectations, *job_.toolchain, finding_.diagnostics,
                               job_.variant->file, suite_.strictness);
    const bool expects_error = std::ranges::any_of(expectations, [&](const Expectation& each) {
      return is_active(each.prefix, *job_.toolchain) && each.severity == Severity::error &&
             each.least > 0;
    });
    const bool must_fail = job_.variant->mode == Mode::compile_fail && job_.step == Step::compile;
    if (must_fail && !expects_error) {
      set(Verdict::fail, "nothing in the file says where the error has to be",
          fmt::format("add to the line: // expected-error {{{{{}}}}}",
                      finding_.rule.empty() ? "text" : "[" + finding_.rule + "]"));
      for (const Diagnostic* each : result.unasked) finding_.details.push_back(shown(*each));
      return false;
    }
    for (const Unmet& unmet : result.unmet) finding_.details.push_back(describe(unmet));
    for (const Diagnostic* each : result.unasked) {
      finding_.details.push_back("unasked: " + shown(*each));
    }
    for (const Expectation* each : result.loose) {
      finding_.details.push_back("not one to one: " + describe({each, 0}).substr(7));
    }
    if (result.unmet.empty() && result.unasked.empty() && result.loose.empty()) {
      return check_first_error(result);
    }
    std::vector<std::string> parts;
    if (!result.loose.empty()) {
      parts.push_back(fmt::format("{} that the suite's \"one-each\" forbids",
                                  counted(result.loose.size(), "expectation")));
    }
    if (!result.unmet.empty()) parts.push_back(counted(result.unmet.size(), "unmet expectation"));
    if (!result.unasked.empty()) {
      parts.push_back(counted(result.unasked.size(), "diagnostic") + " that nothing asks for");
    }
    set(Verdict::fail, listed(parts), "repair the case, or the expectation that stands in it");
    return false;
  }

  bool check_first_error(const Match& result) {
    if (first_error() == nullptr || result.first_error_expected) return true;
    set(Verdict::fail, "the first error is not the expected one",
        "the rule's error must come first");
    finding_.details.push_back(shown(*first_error()));
    return false;
  }

  std::string describe(const Unmet& unmet) const {
    const Expectation& asked = *unmet.expectation;
    std::string where = fmt::format("line {}", asked.line);
    if (asked.where == Expectation::Where::anywhere) where = "any place";
    if (!asked.file.empty()) {
      where = asked.where == Expectation::Where::whole_file
                  ? asked.file
                  : fmt::format("{}:{}", asked.file, asked.line);
    }
    std::string text =
        fmt::format("unmet: {}:{}: {}-{} {{{{{}}}}} at {}", job_.variant->file.filename().string(),
                    asked.written_line, asked.prefix, name(asked.severity), asked.text, where);
    if (asked.least > 1 || unmet.found > 0) {
      text += fmt::format(": {} of {}", unmet.found, asked.least);
    }
    return text;
  }

  bool compare_snapshot(SnapshotKind kind, const std::string& seen, std::string_view what,
                        std::string_view bless) {
    const auto found = find_snapshot(snapshots_, job_.variant->name, *job_.toolchain, kind);
    const auto folder = snapshot_folder(suite_, job_.owner->name);
    if (!found) {
      const auto missing = folder / snapshot_name(job_.variant->name, *job_.toolchain, kind);
      set(Verdict::fail, fmt::format("there is no snapshot {}", missing.string()),
          fmt::format("look at the result, then: mustfail bless {}", job_.owner->name));
      return false;
    }
    const std::string& pinned = snapshots_.at(*found);
    if (pinned == seen) return true;
    set(Verdict::fail, fmt::format("{} differs from {}", what, (folder / *found).string()),
        fmt::format("if the new one is right: mustfail bless {}{}", job_.owner->name, bless));
    auto difference = describe_difference(pinned, seen);
    finding_.details.insert(finding_.details.end(), difference.begin(), difference.end());
    return false;
  }

  bool check_meaning(const Seen& seen) {
    return compare_snapshot(SnapshotKind::meaning, seen.meaning, "what the diagnostics mean",
                            " --accept-meaning");
  }

  bool check_wording(const Seen& seen) {
    if (!pins_wording(suite_, snapshots_, job_.variant->name, *job_.toolchain)) return true;
    return compare_snapshot(SnapshotKind::wording, seen.wording, "the compiler's wording", "");
  }

  void judge_accepted() {
    const bool counterfactual = job_.step == Step::counterfactual;
    if (outcome_.process.ending.code != 0) {
      const Diagnostic& error = *first_error();
      finding_.details.push_back(shown(error));
      if (counterfactual) {
        return set(Verdict::fail, "it does not compile with the rules off either",
                   "something other than the rule rejects it: repair the case");
      }
      return set(Verdict::fail, "it does not compile", "repair the case, or the library");
    }
    if (counterfactual) {
      for (const Diagnostic& each : finding_.diagnostics) finding_.details.push_back(shown(each));
      if (!finding_.details.empty()) {
        return set(Verdict::fail, "it compiles with the rules off, but not cleanly",
                   "repair the case so that it is an ordinary program but for the rule");
      }
      return set(Verdict::pass, "compiles with the rules off", {});
    }
    if (check_expectations()) set(Verdict::pass, "compiles", {});
  }

  void judge_hole(const Seen& seen) {
    if (outcome_.process.ending.code == 0) {
      return set(Verdict::xfail, "a known hole: " + directives().known_hole, {});
    }
    static_cast<void>(seen);
    if (!check_rule() || !check_expectations()) return;
    set(Verdict::xpass,
        fmt::format("the hole is closed: rejected with {} at line {}", finding_.rule,
                    finding_.blame.line),
        "take the known-hole directive away, then: mustfail bless " + job_.owner->name);
  }

  // -- runs ---------------------------------------------------------------------------------------

  void judge_witness() {
    const Ending& ending = outcome_.process.ending;
    const RaceWitness witness = judge_race(job_, outcome_.process.errors);
    finding_.race_lines = witness.lines;
    if (witness.seen() && ending.how == Ending::How::exited && ending.code != kRaceStatus) {
      set(Verdict::fail,
          fmt::format("the program wrote a report of a race, and ThreadSanitizer's exit status is "
                      "missing: it {}",
                      to_string(ending)),
          "a report counts only when the race detector ends the program");
      return quote_errors();
    }
    if (witness.seen()) {
      std::vector<std::string> lines;
      for (const int line : witness.lines) lines.push_back(std::to_string(line));
      set(Verdict::pass,
          fmt::format("races: ThreadSanitizer, line{} {}", lines.size() == 1 ? "" : "s",
                      listed(lines)),
          {});
      return;
    }
    if (ending.how != Ending::How::exited && ending.how != Ending::How::signalled) {
      set(Verdict::error, "the program " + to_string(ending),
          "a naive program has to end by itself: make it smaller");
    } else if (!witness.reports.empty()) {
      set(Verdict::fail,
          fmt::format("ThreadSanitizer reports a {}, but at no line of this file",
                      witness.reports.front().kind),
          "the race has to be in the case's own code");
    } else {
      set(Verdict::fail,
          fmt::format("no race was seen in {}: what is rejected does no harm",
                      counted(static_cast<std::size_t>(outcome_.tries), "run")),
          "make it race more often, or say why it cannot: //@ witness: none: why");
    }
    quote_errors();
  }

  void judge_run() {
    const Ending& ending = outcome_.process.ending;
    finding_.output = outcome_.process.output;
    if (ending.how != Ending::How::exited) {
      quote_errors();
      return set(ending.how == Ending::How::signalled ? Verdict::fail : Verdict::error,
                 "the program " + to_string(ending), "run it by hand");
    }
    if (job_.checks_races && !check_clean()) return;
    if (job_.checks_memory && !check_memory()) return;
    const int wanted = directives().exit_code.value_or(0);
    if (job_.checks_races && ending.code == kRaceStatus) {  // its report may have been hidden
      quote_errors();
      return set(Verdict::fail,
                 fmt::format("the program {}, which is ThreadSanitizer's", to_string(ending)),
                 "let it end with another status, so that a race can be told from it");
    }
    if (ending.code != wanted) {
      quote_errors();
      return set(Verdict::fail,
                 fmt::format("the program {}, and {} is expected", to_string(ending), wanted),
                 "if that is right, say so: //@ exit-code: NUMBER");
    }
    const Seen seen = see(suite_, job_, outcome_);
    if (!compare_snapshot(SnapshotKind::output, seen.output, "the output", " --accept-meaning")) {
      return;
    }
    const std::string_view printed = trim(finding_.output);
    const std::size_t lines = split_lines(printed).size();
    set(Verdict::pass,
        fmt::format("{}{}",
                    printed.empty() ? "prints nothing"
                    : lines == 1    ? fmt::format("prints {}", printed)
                                    : fmt::format("prints {}", counted(lines, "line")),
                    job_.checks_races    ? ", clean under ThreadSanitizer"
                    : job_.checks_memory ? ", clean under the memory detector"
                                         : ", not checked for races"),
        {});
  }

  bool check_memory() {
    std::string report = first_memory_report(outcome_.process.errors);
    if (report.empty() && outcome_.process.ending.code == kMemoryStatus) {
      report = "something, and its report was hidden";
    }
    if (report.empty()) return true;
    set(Verdict::fail, "it compiles, and the memory detector reports: " + report,
        "the accepted program is not sound: repair it, or the library");
    quote_errors();
    return false;
  }

  bool check_clean() {
    const RaceWitness witness = judge_race(job_, outcome_.process.errors);
    finding_.race_lines = witness.lines;
    if (witness.reports.empty()) return true;
    set(Verdict::fail,
        fmt::format("it compiles, and ThreadSanitizer reports a {}", witness.reports.front().kind),
        "the accepted program is not safe: repair it, or the library");
    quote_errors();
    return false;
  }

  const Suite& suite_;
  const Job& job_;
  const Outcome& outcome_;
  const SnapshotFolder& snapshots_;
  Finding finding_;
};

}  // namespace

Seen see(const Suite& suite, const Job& job, const Outcome& outcome) {
  Seen seen;
  const NormalizeContext context = normalize_context(suite, job);
  if (!is_compile(job.step)) {
    seen.output = outcome.process.output;
    return seen;
  }
  seen.diagnostics =
      read_compiler_output(outcome.process.errors, output_context(suite, job)).diagnostics;
  seen.meaning = meaning_of(seen.diagnostics, context);
  seen.wording = normalize(outcome.process.errors, context);
  return seen;
}

Finding judge(const Suite& suite, const Job& job, const Outcome& outcome,
              const SnapshotFolder& snapshots) {
  return Judge(suite, job, outcome, snapshots).judge();
}

}  // namespace mustfail
