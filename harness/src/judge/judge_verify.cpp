#include "judge/judge_verify.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <optional>
#include <system_error>

#include "diagnostic/compiler_output.hpp"
#include "judge/verify.hpp"
#include "plan/printing_flags.hpp"
#include "suite/comment.hpp"
#include "util/files.hpp"
#include "util/piece.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

/// The driver's own complaint, before any source was looked at: `clang++: error: unknown argument`.
std::optional<std::string> driver_error(std::string_view errors) {
  static const RE2 pattern(
      R"(^(?:[\w+./-]*(?:clang|g\+\+|gcc|cc1plus)[\w+.-]*): (?:fatal )?error: )");
  for (const std::string_view line : split_lines(errors)) {
    if (RE2::PartialMatch(re2::StringPiece(line.data(), line.size()), pattern)) {
      return std::string(line);
    }
  }
  return std::nullopt;
}

/// What the driver says is never seen by Clang's own checker, which sits in the compiler proper.
std::string without_drivers_words(std::string_view errors) {
  static const RE2 pattern(
      R"(^(?:[\w+./-]*(?:clang|g\+\+|gcc)[\w+.-]*): (?:warning|remark|note): )");
  std::string kept;
  for (const std::string_view line : split_lines(errors)) {
    if (RE2::PartialMatch(re2::StringPiece(line.data(), line.size()), pattern)) continue;
    kept.append(line).append("\n");
  }
  return kept;
}

/// Whether a literal holds a new line, and behind it what a compiler prints in front of a message.
bool spells_a_diagnostic(const std::string& source) {
  static const RE2 escaped(
      R"((?:\\n|\\x0?[aA]|\\0?12)[^\s"]*:\d+:\d+: (?:fatal error|error|warning|note|remark): )");
  static const RE2 whole(R"(^\S*:\d+:\d+: (?:fatal error|error|warning|note|remark): )");
  if (RE2::PartialMatch(source, escaped)) return true;
  const auto lines = split_lines(source);
  return std::ranges::any_of(lines_in_literals(source), [&](int line) {
    const auto index = static_cast<std::size_t>(line) - 1;
    return index < lines.size() && RE2::PartialMatch(piece(lines[index]), whole);
  });
}

std::string shown(const std::string& file) { return display_path(file).string(); }

std::string describe(const Verification::Unmet& unmet) {
  const Expectation& asked = unmet.expectation;
  std::string place = "any place";
  if (asked.where != Expectation::Where::anywhere) {
    place = asked.where == Expectation::Where::whole_file
                ? shown(asked.file)
                : fmt::format("{}:{}", shown(asked.file), asked.line);
  }
  const std::string at = asked.where == Expectation::Where::line && asked.line == asked.written_line
                             ? std::string()
                             : fmt::format(" (directive at line {})", asked.written_line);
  const std::string count =
      asked.least > 1 ? fmt::format(", {} of {}", unmet.found, asked.least) : std::string();
  return fmt::format("expected but not seen: {}: {}: {}{}{}", place, name(asked.severity),
                     asked.text, at, count);
}

std::string describe(const Diagnostic& said) {
  const std::string place =
      said.location.file.empty()
          ? "(frontend)"
          : fmt::format("{}:{}", shown(said.location.file), said.location.line);
  return fmt::format("seen but not expected: {}: {}: {}", place, name(said.severity), said.message);
}

/// `2 errors and 1 note`
std::string counts(const std::vector<Diagnostic>& diagnostics) {
  std::vector<std::string> parts;
  for (const Severity severity :
       {Severity::error, Severity::warning, Severity::remark, Severity::note}) {
    std::size_t count = 0;
    for (const Diagnostic& each : diagnostics) {
      count += each.severity == severity ? 1U : 0U;
      for (const Diagnostic& note : each.notes) count += note.severity == severity ? 1U : 0U;
    }
    if (count > 0) parts.push_back(counted(count, name(severity)));
  }
  return parts.empty() ? "no diagnostics" : listed(parts);
}

/// A compiler prints a header below a relative `-I` as it found it; directives are kept by whole
/// paths.
void make_paths_whole(std::vector<Diagnostic>& diagnostics, const std::filesystem::path& folder) {
  for (Diagnostic& each : diagnostics) {
    const auto whole = (folder / each.location.file).lexically_normal();
    std::error_code problem;
    if (!each.location.file.empty() && std::filesystem::is_regular_file(whole, problem)) {
      each.location.file = whole.string();
    }
    make_paths_whole(each.notes, folder);
  }
}

}  // namespace

void judge_verify(const Suite& suite, const Job& job, const Outcome& outcome, Finding& finding) {
  const auto set = [&](Verdict verdict, std::string reason, std::string help) {
    finding.verdict = verdict;
    finding.reason = std::move(reason);
    finding.help = std::move(help);
  };
  const Ending& ending = outcome.process.ending;
  const std::string compiler = job.toolchain->compiler.filename().string();
  if (ending.how != Ending::How::exited) {
    return set(Verdict::error,
               fmt::format("{}{} {}", compiler,
                           outcome.is_probing ? ", asked which comments it meets," : "",
                           to_string(ending)),
               "run the command by hand; limits stand in suite.json, or: //@ timeout: SECONDS");
  }
  if (const auto error = driver_error(outcome.process.errors)) {
    finding.details.push_back(*error);
    return set(Verdict::error, fmt::format("{} complains of its command", compiler),
               "correct the flags in suite.json or in the file's directives");
  }
  if (spells_a_diagnostic(job.variant->source)) {
    return set(Verdict::error,
               "a message of this file has a line that looks like a diagnostic, which nobody can "
               "tell from a real one",
               "write it without the place or the severity");
  }
  OutputContext context{job.toolchain->family, suite.code_pattern, {job.owner->folder}, false};
  DiagnosticLog log = read_compiler_output(
      without_msvc_form(without_drivers_words(outcome.process.errors), job.command.argv), context);
  finding.diagnostics = std::move(log.diagnostics);
  make_paths_whole(finding.diagnostics, job.command.folder);
  if (log.crashed) {
    return set(Verdict::error, fmt::format("{} crashed", compiler),
               "reduce the case and report the bug");
  }
  const VerifySource met =
      job.probing ? as_met(*job.verify, met_lines(outcome.preprocessed)) : *job.verify;
  const Verification result =
      verify(met, job.verify_options, job.variant->file, finding.diagnostics);
  if (const auto error =
          std::ranges::find(finding.diagnostics, Severity::error, &Diagnostic::severity);
      error != finding.diagnostics.end()) {
    finding.blame = error->blame;
  }
  for (const Failure& each : result.misspelled) {
    finding.details.push_back(fmt::format("nearly a directive: {}:{}: {}; {}",
                                          shown(each.place.file), each.place.line, each.what,
                                          each.help));
  }
  if (result.holds()) {
    std::string reason = "as expected: " + counts(finding.diagnostics);
    if (!result.misspelled.empty()) {
      reason += fmt::format("; {} nearly a directive, which Clang ignores",
                            counted(result.misspelled.size(), "comment"));
    }
    return set(Verdict::pass, std::move(reason), {});
  }
  if (result.says_nothing) {
    finding.details.push_back(
        fmt::format("no expected directives found: consider use of '{}-no-diagnostics'",
                    job.verify_options.prefixes.front()));
  }
  for (const auto& each : result.unmet) finding.details.push_back(describe(each));
  for (const Diagnostic& each : result.unexpected) finding.details.push_back(describe(each));
  for (const Expectation& each : result.loose) {
    finding.details.push_back(fmt::format("not one to one: {}:{}: {} {}", shown(each.file),
                                          each.written_line, name(each.severity), each.text));
  }
  std::vector<std::string> parts;
  if (!result.loose.empty()) {
    parts.push_back(fmt::format("{} not one to one", result.loose.size()));
  }
  if (result.says_nothing) parts.emplace_back("no directive");
  if (result.misspelling_is_red && !result.misspelled.empty()) {
    parts.push_back(fmt::format("{} misspelled", result.misspelled.size()));
  }
  if (!result.unmet.empty()) {
    parts.push_back(fmt::format("{} expected but not seen", result.unmet.size()));
  }
  if (!result.unexpected.empty()) {
    parts.push_back(fmt::format("{} seen but not expected", result.unexpected.size()));
  }
  set(Verdict::fail, listed(parts), "correct the directives, or the program");
}

}  // namespace mustfail
