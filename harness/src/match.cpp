#include "match.hpp"

#include <re2/re2.h>

#include <map>
#include <optional>
#include <tuple>

namespace mustfail {

namespace {

/// A diagnostic or note, and whether an expectation has taken it.
struct Candidate {
  const Diagnostic* diagnostic;
  bool taken = false;
};

using LineKey = std::tuple<Severity, std::string, int>;

/// Whether a path that a compiler printed is the file that an expectation means.
bool is_file(const std::string& printed, const std::string& meant,
             const std::filesystem::path& beside) {
  if (printed == meant) return true;
  if (printed == (beside / meant).lexically_normal().string()) return true;
  return printed.ends_with("/" + meant);
}

class Matcher {
 public:
  Matcher(const std::vector<Diagnostic>& diagnostics, const std::filesystem::path& file)
      : file_(file) {
    for (const Diagnostic& diagnostic : diagnostics) {
      add(diagnostic);
      for (const Diagnostic& note : diagnostic.notes) add(note);
    }
  }

  /// How many diagnostics the expectation takes, `most` at most.
  int take(const Expectation& expectation) {
    std::optional<RE2> pattern;
    if (expectation.is_regex) pattern.emplace(expectation.pattern, RE2::Quiet);
    int found = 0;
    const auto consider = [&](std::size_t index) {
      Candidate& candidate = candidates_[index];
      if (candidate.taken || found == expectation.most) return;
      const std::string& message = candidate.diagnostic->message;
      const bool fits = pattern ? RE2::PartialMatch(message, *pattern)
                                : message.find(expectation.text) != std::string::npos;
      if (!fits) return;
      candidate.taken = true;
      ++found;
    };
    if (expectation.where == Expectation::Where::line && expectation.file.empty()) {
      const auto here = by_line_.find({expectation.severity, file_.string(), expectation.line});
      if (here == by_line_.end()) return 0;
      for (const std::size_t index : here->second) consider(index);
      return found;
    }
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      if (is_at(expectation, *candidates_[i].diagnostic)) consider(i);
    }
    return found;
  }

  const std::vector<Candidate>& candidates() const { return candidates_; }

 private:
  void add(const Diagnostic& diagnostic) {
    const std::size_t index = candidates_.size();
    candidates_.push_back({&diagnostic});
    const auto index_at = [&](const Location& location) {
      auto& here = by_line_[{diagnostic.severity, location.file, location.line}];
      if (here.empty() || here.back() != index) here.push_back(index);
    };
    index_at(diagnostic.location);
    index_at(diagnostic.blame);
  }

  bool is_at(const Expectation& expectation, const Diagnostic& diagnostic) const {
    if (expectation.severity != diagnostic.severity) return false;
    if (expectation.where == Expectation::Where::anywhere) return true;
    const auto fits = [&](const Location& location) {
      if (!is_file(location.file, expectation.file, file_.parent_path())) return false;
      return expectation.where == Expectation::Where::whole_file ||
             location.line == expectation.line;
    };
    return fits(diagnostic.location) || fits(diagnostic.blame);
  }

  const std::filesystem::path& file_;
  std::vector<Candidate> candidates_;
  std::map<LineKey, std::vector<std::size_t>> by_line_;
};

}  // namespace

Match match(const std::vector<Expectation>& expectations, const Toolchain& toolchain,
            const std::vector<Diagnostic>& diagnostics, const std::filesystem::path& file) {
  Match result;
  Matcher matcher(diagnostics, file);
  for (const Expectation& expectation : expectations) {
    if (!is_active(expectation.prefix, toolchain)) continue;
    const int found = matcher.take(expectation);
    if (found < expectation.least) result.unmet.push_back({&expectation, found});
  }
  bool first_error = true;
  for (const Candidate& candidate : matcher.candidates()) {
    const Severity severity = candidate.diagnostic->severity;
    if (severity == Severity::error && first_error) {
      first_error = false;
      result.first_error_expected = candidate.taken;
    }
    const bool needs_one = severity == Severity::error || severity == Severity::warning;
    if (needs_one && !candidate.taken) result.unasked.push_back(candidate.diagnostic);
  }
  return result;
}

}  // namespace mustfail
