#include "suite/misspelling.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>

#include "util/text.hpp"

namespace mustfail {

namespace {

const std::vector<std::string> kSeverityNames{"error", "warning", "note", "remark"};
const std::vector<std::string> kKinds{
    "error",   "warning",   "note",   "remark",    "error-re",       "warning-re",
    "note-re", "remark-re", "fix-it", "fix-it-re", "no-diagnostics", "maybe-no-diagnostics"};

/// What people write for a severity, and is too far from it to be found by its letters.
const std::map<std::string, std::string, std::less<>> kAliases{
    {"err", "error"},    {"fatal", "error"},  {"fatal-error", "error"},
    {"fixit", "fix-it"}, {"warn", "warning"}, {"info", "note"}};

std::string lower(std::string_view text) {
  std::string small;
  for (const char c : text) {
    small += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return small;
}

bool contains(const std::vector<std::string>& list, std::string_view word) {
  return std::ranges::find(list, word) != list.end();
}

/// Whether a prefix is one of the known ones, or `gcc12` where those are.
bool is_prefix(const std::string& prefix, const DirectiveWords& words) {
  static const RE2 by_version(R"((?:gcc|clang)\d+)");
  return contains(words.prefixes, prefix) || (words.are_all && RE2::FullMatch(prefix, by_version));
}

std::string without_digits(std::string text) {
  std::erase_if(text, [](char c) { return c >= '0' && c <= '9'; });
  return text;
}

/// The prefix that is meant; the word itself where it is one.
std::optional<std::string> meant_prefix(const std::string& written, const DirectiveWords& words) {
  if (is_prefix(written, words)) return written;
  auto near = nearest(lower(written), words.prefixes);
  // cxx17 beside cxx20 is another run's prefix, and no slip of the pen.
  if (near && without_digits(*near) == without_digits(written)) return std::nullopt;
  return near;
}

std::optional<std::string> meant_kind(const std::string& written) {
  if (contains(kKinds, written)) return written;
  if (const auto alias = kAliases.find(lower(written)); alias != kAliases.end()) {
    return alias->second;
  }
  std::string kind = lower(written);
  std::ranges::replace(kind, '_', '-');
  return nearest(kind, kKinds);
}

bool is_directive(const std::string& word, const DirectiveWords& words) {
  for (std::size_t cut = word.find('-'); cut != std::string::npos; cut = word.find('-', cut + 1)) {
    if (is_prefix(word.substr(0, cut), words) && contains(kKinds, word.substr(cut + 1))) {
      return true;
    }
  }
  return false;
}

/// The directive that is meant by a word that is none; nothing when none is near.
std::optional<std::string> meant(const std::string& word, const DirectiveWords& words) {
  static const RE2 named_by_toolchain(R"((gcc|clang)-(\d+)-(error|warning|remark|note)(-re)?)");
  std::string renamed = word;  // `clang-22-error`: the toolchain's name, but not the prefix
  if (words.are_all && RE2::Replace(&renamed, named_by_toolchain, R"(\1\2-\3\4)")) return renamed;
  for (std::size_t cut = word.find_first_of("-_"); cut != std::string::npos;
       cut = word.find_first_of("-_", cut + 1)) {
    const auto prefix = meant_prefix(word.substr(0, cut), words);
    const auto kind = meant_kind(word.substr(cut + 1));
    if (prefix && kind) return *prefix + "-" + *kind;
    if (contains(kSeverityNames, word.substr(0, cut))) {  // `error-expected`
      if (const auto behind = meant_prefix(word.substr(cut + 1), words)) {
        return *behind + "-" + word.substr(0, cut);
      }
    }
  }
  if (word.find_first_of("-_") != std::string::npos) return std::nullopt;
  std::vector<std::string> known;
  for (const auto& prefix : words.prefixes) {
    for (const auto& severity : kSeverityNames) known.push_back(prefix + severity);
  }
  const auto near = nearest(lower(word), known);  // `expectederror`
  if (!near) return std::nullopt;
  for (const auto& prefix : words.prefixes) {
    if (near->starts_with(prefix)) return prefix + "-" + near->substr(prefix.size());
  }
  return std::nullopt;
}

/// `msvc-error {{text}}`: nobody reads it, so what it asks for would be lost in silence.
std::optional<std::string> unknown_prefix(const std::string& word, const DirectiveWords& words) {
  static const RE2 pattern(R"(([\w-]+)-(?:error|warning|remark|note)(?:-re)?)");
  std::string prefix;
  if (!words.are_all || !RE2::FullMatch(word, pattern, &prefix)) return std::nullopt;
  return fmt::format("'{}' is no prefix here; known: {}, and gcc12, clang19 and their like", prefix,
                     fmt::format("{}", listed(words.prefixes)));
}

/// Whether a word is nearly `expected-no-diagnostics`, which stands alone.
bool is_nearly_silence(const std::string& meant_word, const std::string& word) {
  return meant_word.ends_with("no-diagnostics") && lower(word).find("diag") != std::string::npos;
}

}  // namespace

std::vector<Misspelling> find_misspellings(std::string_view text, const DirectiveWords& words) {
  // A word, whatever may stand between it and its text, and the text's braces or a place.
  static const RE2 pattern(
      R"(([A-Za-z][\w-]*)((?:\s*:)?(?:\s*@\s*[^\s{]*(?:\s+\d+)?)?\s*[\d+*-]*\s*\{|\s*@[+-]\s*\d)?(\{)?)");
  static const RE2 spaced(
      R"((?:^|[^\w-])((expected|gcc|clang)\s+(error|warning|remark|note))\s*(?:@\S+)?\s*[\d+*-]*\s*\{\{)");
  std::vector<Misspelling> found;
  re2::StringPiece rest(text.data(), text.size());
  re2::StringPiece spelled;
  re2::StringPiece used;
  re2::StringPiece second_brace;
  while (RE2::FindAndConsume(&rest, pattern, &spelled, &used, &second_brace)) {
    const auto offset = static_cast<std::size_t>(spelled.data() - text.data());
    const bool begins =
        offset == 0 || (std::isalnum(static_cast<unsigned char>(text[offset - 1])) == 0 &&
                        text[offset - 1] != '_' && text[offset - 1] != '-');
    const std::string word(spelled.data(), spelled.size());
    if (!begins || is_directive(word, words)) continue;
    const auto near = meant(word, words);
    if (near && (!used.empty() || is_nearly_silence(*near, word))) {
      found.push_back({offset, word, fmt::format("did you mean '{}'?", *near)});
    } else if (!second_brace.empty()) {
      if (auto help = unknown_prefix(word, words))
        found.push_back({offset, word, *std::move(help)});
    }
  }
  rest = re2::StringPiece(text.data(), text.size());
  std::string prefix;
  std::string severity;
  while (RE2::FindAndConsume(&rest, spaced, &spelled, &prefix, &severity)) {
    found.push_back({static_cast<std::size_t>(spelled.data() - text.data()),
                     std::string(spelled.data(), spelled.size()),
                     fmt::format("did you mean '{}-{}'?", prefix, severity)});
  }
  return found;
}

}  // namespace mustfail
