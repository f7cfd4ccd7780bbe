#include "judge/judge_compile.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>

#include "diagnostic/compiler_output.hpp"
#include "diagnostic/fix_it.hpp"
#include "judge/judge_expectations.hpp"
#include "judge/judge_fix_it.hpp"
#include "judge/judge_speaker.hpp"
#include "judge/judge_verify.hpp"
#include "judge/seen.hpp"
#include "util/files.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

/// A compiler that crashed, hung, flooded or could not do its work has not judged the program.
bool check_ended_by_itself(Judgement& judgement) {
  const Ending& ending = judgement.outcome.process.ending;
  const auto refuse = [&](std::string reason, std::string help) {
    judgement.set(Verdict::error, std::move(reason), std::move(help));
    judgement.quote_errors();
    return false;
  };
  if (ending.how != Ending::How::exited) {
    return refuse(fmt::format("{} {}", judgement.compiler_name(), to_string(ending)),
                  "run the command by hand; limits stand in suite.json, or: //@ timeout: SECONDS");
  }
  const DiagnosticLog log = read_compiler_output(judgement.outcome.process.errors,
                                                 output_context(judgement.suite, judgement.job));
  if (log.crashed) {
    return refuse(fmt::format("{} crashed", judgement.compiler_name()),
                  "reduce the case and report the bug");
  }
  if (ending.code > 1) {
    return refuse(fmt::format("{} {}, which is not how it refuses a program",
                              judgement.compiler_name(), to_string(ending)),
                  "run the command by hand");
  }
  for (const Diagnostic& each : judgement.finding.diagnostics) {
    if (each.severity != Severity::error) continue;
    static const RE2 linker(R"(^ld returned \d+ exit status|^linker command failed)");
    if (RE2::PartialMatch(each.message, linker)) {
      refuse("it compiles, and does not link",
             "define what is missing in the case, or add a library to \"link\" in suite.json");
      judgement.finding.verdict = Verdict::fail;
      return false;
    }
    if (each.location.file.empty() || each.location.line == 0) {
      return refuse(
          fmt::format("{} complains of its command: {}", judgement.compiler_name(), each.message),
          "correct the flags in suite.json or in the file's directives");
    }
    static const RE2 missing(R"(No such file or directory|file not found)");
    if (each.fatal && RE2::PartialMatch(each.message, missing)) {
      return refuse(
          fmt::format("a file is not there: {}: {}", judgement.shown(each.location), each.message),
          "correct the #include, or \"include\" in suite.json");
    }
  }
  if (ending.code == 1 && judgement.first_error() == nullptr) {
    return refuse(
        fmt::format("{} failed and names no error in a source file", judgement.compiler_name()),
        "run the command by hand");
  }
  return true;
}

bool check_rule(Judgement& judgement) {
  const std::string& rule = judgement.directives().rule;
  const Diagnostic* error = judgement.first_error();
  if (rule.empty() || error->code == rule) return true;
  judgement.set(Verdict::fail,
                error->code.empty()
                    ? fmt::format("rejected for another reason: the first error is not {}'s", rule)
                    : fmt::format("rejected by another rule: the first error is {}'s, not {}'s",
                                  error->code, rule),
                "repair the case so that only its rule stands in its way");
  judgement.finding.details.push_back(judgement.shown(*error));
  return false;
}

/// A person has to find the sentence among what the compiler says.
bool check_brevity(Judgement& judgement) {
  std::size_t diagnostics = judgement.finding.diagnostics.size();
  for (const Diagnostic& each : judgement.finding.diagnostics) diagnostics += each.notes.size();
  const std::size_t lines = split_lines(judgement.outcome.process.errors).size();
  const auto exceeds = [](std::size_t have, int most) {
    return most > 0 && have > static_cast<std::size_t>(most);
  };
  if (!exceeds(diagnostics, judgement.suite.limits.diagnostics) &&
      !exceeds(lines, judgement.suite.limits.lines)) {
    return true;
  }
  judgement.set(Verdict::fail,
                fmt::format("too long: {} in {}, and the suite allows {} and {}",
                            counted(diagnostics, "diagnostic"), counted(lines, "line"),
                            judgement.suite.limits.diagnostics, judgement.suite.limits.lines),
                "make the library say less, or raise \"limits\" in suite.json");
  judgement.quote_errors();
  return false;
}

bool check_snapshots(Judgement& judgement, const Seen& seen) {
  std::vector<SnapshotComparison> comparisons{
      judgement.compare(SnapshotKind::meaning, seen.meaning)};
  if (pins_wording(judgement.suite, judgement.snapshots, *judgement.job.variant,
                   *judgement.job.toolchain)) {
    comparisons.push_back(judgement.compare(SnapshotKind::wording, seen.wording));
  }
  return judgement.check_snapshots(comparisons);
}

/// Without a comment that says more, an example is rejected by its rule, in its own lines: it is no
/// proof when something before it is.
bool check_example(Judgement& judgement) {
  const Example& example = *judgement.job.variant->example;
  const Diagnostic& error = *judgement.first_error();
  const bool is_here = error.blame.file == judgement.job.variant->file.string() &&
                       error.blame.line >= example.first_line &&
                       error.blame.line <= example.last_line;
  if (is_here) return true;
  judgement.set(Verdict::fail, "rejected for what stands outside of the example",
                "correct the suite's \"prelude\", or what the example hides");
  judgement.finding.details.push_back(judgement.shown(error));
  return false;
}

bool expects_something(const Judgement& judgement) {
  return !judgement.job.variant->expectations.list.empty() ||
         !judgement.job.variant->expectations.no_diagnostics.empty();
}

/// Whether the file says all that its compiler may: an example does not, unless it says something.
bool says_all(const Judgement& judgement) {
  return !judgement.job.variant->example || expects_something(judgement);
}

/// Who adopted somebody's file does not write into it.
std::string accepted_help(const Judgement& judgement) {
  const auto& suite = judgement.suite;
  const std::string path = judgement.job.variant->file.lexically_relative(suite.cases).string();
  const bool is_adopted = std::ranges::any_of(suite.files, [&](const FileDefaults& each) {
    return std::ranges::find(each.match, path) != each.match.end();
  });
  if (!is_adopted) return "if this is a hole that is known, say so: //@ known-hole: why";
  return fmt::format(
      R"(if {} is to accept it, add to "files" in suite.json: {{"match": ["{}"], "skip": ["{}"]}})",
      judgement.job.toolchain->name, path, judgement.job.toolchain->name);
}

/// The first error of the full compile, where the plain one had none to say.
const Diagnostic* first_full_error(const DiagnosticLog& log) {
  const auto error = std::ranges::find(log.diagnostics, Severity::error, &Diagnostic::severity);
  return error == log.diagnostics.end() ? nullptr : &*error;
}

/// Whether only code generation rejects the file; then that is said.
bool is_rejected_in_full(Judgement& judgement) {
  const auto& full = judgement.outcome.full;
  if (!full || !full->ending.exited_with(1)) return false;
  const DiagnosticLog log =
      read_compiler_output(full->errors, output_context(judgement.suite, judgement.job));
  const Diagnostic* const error = first_full_error(log);
  if (error == nullptr || error->location.line == 0) return false;
  judgement.finding.details.push_back(judgement.shown(*error));
  judgement.set(
      Verdict::fail,
      "-fsyntax-only accepts it, and a full compile rejects it: only code generation "
      "enforces this",
      "ask for code: //@ checked-by: codegen, or \"checked-by\": \"codegen\" of the rule or "
      "the suite in suite.json");
  return true;
}

void judge_rejected(Judgement& judgement, const Seen& seen) {
  if (judgement.outcome.process.ending.code == 0) {
    if (is_rejected_in_full(judgement)) return;
    return judgement.set(Verdict::fail, "it compiles: no rule rejects it",
                         accepted_help(judgement));
  }
  if (!check_rule(judgement) || !check_speaker(judgement)) return;
  if (says_all(judgement) ? !check_expectations(judgement) : !check_example(judgement)) return;
  if (!judgement.job.variant->example && !check_brevity(judgement)) return;
  const bool pins = has_snapshots(*judgement.job.variant);
  if ((pins && !check_snapshots(judgement, seen)) || !check_fix_its(judgement)) return;
  const bool alone = is_pinned_alone(*judgement.job.variant, *judgement.job.toolchain);
  judgement.set(
      Verdict::pass,
      fmt::format("rejected {}at line {}{}",
                  judgement.finding.rule.empty() ? std::string()
                                                 : fmt::format("with {} ", judgement.finding.rule),
                  judgement.finding.blame.line, alone ? ", as its snapshot pins it" : ""),
      {});
}

/// What is left when the offence is taken away has to be an ordinary program. A warning, of what is
/// then unused, is no matter.
void judge_reason(Judgement& judgement) {
  if (judgement.outcome.process.ending.code == 0) {
    return judgement.set(Verdict::pass, judgement.job.note, {});
  }
  judgement.finding.details.push_back(judgement.shown(*judgement.first_error()));
  judgement.set(Verdict::fail,
                "with its offending line made safe it is rejected all the same: the line was not "
                "the only reason",
                "correct //@ safe:, or whatever else is wrong with the file");
}

void judge_accepted(Judgement& judgement) {
  const bool counterfactual = judgement.job.step == Step::counterfactual;
  if (judgement.job.step == Step::reason) return judge_reason(judgement);
  if (judgement.outcome.process.ending.code != 0) {
    const Diagnostic& error = *judgement.first_error();
    judgement.finding.details.push_back(judgement.shown(error));
    if (counterfactual) {
      return judgement.set(Verdict::fail, "it does not compile with the rules off either",
                           "something other than the rule rejects it: repair the case");
    }
    return judgement.set(Verdict::fail, "it does not compile", "repair the case, or the library");
  }
  if (counterfactual) {
    for (const Diagnostic& each : judgement.finding.diagnostics) {
      if (says_all(judgement)) judgement.finding.details.push_back(judgement.shown(each));
    }
    if (!judgement.finding.details.empty()) {
      return judgement.set(Verdict::fail, "it compiles with the rules off, but not cleanly",
                           "repair the case so that it is an ordinary program but for the rule");
    }
    return judgement.set(Verdict::pass, "compiles with the rules off", {});
  }
  if ((!says_all(judgement) || check_expectations(judgement)) && check_fix_its(judgement)) {
    judgement.set(Verdict::pass, "compiles", {});
  }
}

void judge_hole(Judgement& judgement) {
  if (judgement.outcome.process.ending.code == 0) {
    return judgement.set(Verdict::xfail, "a known hole: " + judgement.directives().known_hole, {});
  }
  if (!check_rule(judgement) || !check_expectations(judgement)) return;
  judgement.set(
      Verdict::xpass,
      fmt::format("the hole is closed: rejected with {} at line {}", judgement.finding.rule,
                  judgement.finding.blame.line),
      "take the known-hole directive away, then: mustfail bless " + judgement.job.owner->name);
}

}  // namespace

void judge_compile(Judgement& judgement) {
  if (judgement.job.variant->mode == Mode::verify) {
    return judge_verify(judgement.suite, judgement.job, judgement.outcome, judgement.finding);
  }
  Seen seen = see(judgement.suite, judgement.job, judgement.outcome);
  judgement.finding.diagnostics = std::move(seen.diagnostics);
  attach_fix_its(judgement.finding.diagnostics, read_fix_its(judgement.outcome.hints));
  if (const Diagnostic* error = judgement.first_error()) judgement.finding.blame = error->blame;
  if (!check_ended_by_itself(judgement)) return;
  if (!judgement.must_fail()) return judge_accepted(judgement);
  if (judgement.directives().known_hole.empty()) return judge_rejected(judgement, seen);
  judge_hole(judgement);
}

}  // namespace mustfail
