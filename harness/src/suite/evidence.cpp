#include "suite/evidence.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <optional>
#include <string>

#include "util/text.hpp"

namespace mustfail {

namespace {

/// The first place of the pattern's first group, as its offset.
std::optional<std::size_t> find(const std::string& code, const RE2& pattern, std::string& word) {
  re2::StringPiece found;
  if (!RE2::PartialMatch(code, pattern, &found)) return std::nullopt;
  word = std::string(found.data(), found.size());
  return static_cast<std::size_t>(found.data() - code.data());
}

}  // namespace

Failures check_evidence(const Variant& variant, std::string_view source,
                        const std::vector<Comment>& comments) {
  const std::string code = without_comments(source, comments);
  Failures failures;
  const auto refuse = [&](const RE2& pattern, std::string_view why, std::string help) {
    std::string word;
    if (const auto at = find(code, pattern, word)) {
      failures.push_back({{variant.file, line_of(code, *at)},
                          fmt::format("'{}' {}", trim(word), why),
                          std::move(help)});
    }
  };
  const Directives& directives = variant.directives;
  if (variant.mode == Mode::compile_fail && !directives.rule.empty()) {
    const RE2 own_code(fmt::format(R"((\[{}\b))", RE2::QuoteMeta(directives.rule)));
    refuse(own_code, "stands in the file's own code: the rule's error has to be the library's",
           "let the library reject the program");
    static const RE2 moved_lines(R"((?m)^[ \t]*(#[ \t]*(?:line\b|\d).*)$)");
    refuse(moved_lines, "moves the line numbers: the blame line would not be the one a reader sees",
           "take it away");
  }
  const bool shows_harm = witness_of(directives).kind != WitnessKind::none;
  if (variant.mode == Mode::run_pass || (variant.mode == Mode::compile_fail && shows_harm)) {
    static const RE2 detector(
        R"((__(?:tsan|asan|lsan|ubsan|sanitizer)_\w+|\bno_sanitize\w*|__SANITIZE_\w+|\b(?:thread|address)_sanitizer\b|\b[TALU]B?SAN_OPTIONS\b))");
    refuse(detector, "speaks to the detector: what it then sees is no evidence",
           variant.mode == Mode::run_pass ? "take it away"
                                          : "take it away, or add: //@ witness: none: why");
  }
  return failures;
}

}  // namespace mustfail
