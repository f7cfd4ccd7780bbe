#include "command/dejagnu_target.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "util/piece.hpp"

namespace mustfail {

using std::string_view_literals::operator""sv;

namespace {

/// What each is called in a selector, oldest first; the last name is one that all compilers know.
constexpr std::array<std::array<std::string_view, 2>, 7> kStandards{{{"c++03", "c++98"},
                                                                     {"c++0x", "c++11"},
                                                                     {"c++1y", "c++14"},
                                                                     {"c++1z", "c++17"},
                                                                     {"c++2a", "c++20"},
                                                                     {"c++23", "c++2b"},
                                                                     {"c++26", "c++2c"}}};

std::optional<std::size_t> place_of(std::string_view name) {
  for (std::size_t i = 0; i < kStandards.size(); ++i) {
    if (std::ranges::find(kStandards[i], name) != kStandards[i].end()) return i;
  }
  return std::nullopt;
}

/// Asks a selector about one standard. Nothing: it says nothing about standards.
class Selector {
 public:
  Selector(const std::vector<std::string>& words, std::size_t standard)
      : words_(words), standard_(standard) {}

  std::optional<bool> holds() { return any(); }

 private:
  std::optional<bool> any() {
    auto holds = all();
    while (take("||")) {
      const auto other = all();
      if (holds && other) holds = *holds || *other;
      if (!holds) holds = other;
    }
    return holds;
  }

  std::optional<bool> all() {
    auto holds = one();
    while (take("&&")) {
      const auto other = one();
      if (holds && other) holds = *holds && *other;
      if (!holds) holds = other;
    }
    return holds;
  }

  std::optional<bool> one() {
    if (take("!")) {
      const auto holds = one();
      return holds ? std::optional(!*holds) : std::nullopt;
    }
    if (take("{")) {
      const auto holds = any();
      (void)take("}");
      return holds;
    }
    if (at_ == words_.size()) return std::nullopt;
    std::string_view word = words_[at_++];
    const auto cut = [&](std::string_view ending) {
      const bool has_it = word.ends_with(ending);
      if (has_it) word.remove_suffix(ending.size());
      return has_it;
    };
    const bool only = cut("_only");
    const bool down = cut("_down");
    const auto named = place_of(word);
    if (!named) return std::nullopt;
    return only ? standard_ == *named : down ? standard_ <= *named : standard_ >= *named;
  }

  bool take(std::string_view word) {
    if (at_ == words_.size() || words_[at_] != word) return false;
    ++at_;
    return true;
  }

  const std::vector<std::string>& words_;
  std::size_t standard_;
  std::size_t at_ = 0;
};

}  // namespace

std::string dejagnu_standard(std::string_view source) {
  static const RE2 target(R"(\{\s*dg-do\s+compile\s+\{\s*target\b([^\n]*))");
  static const RE2 word(R"((\{|\}|!|&&|\|\||[^\s{}!&|]+))");
  std::string said;
  if (!RE2::PartialMatch(piece(source), target, &said)) return {};
  // As far as the brace that closes it; `xfail` and the like stand behind.
  std::vector<std::string> words;
  std::size_t depth = 1;
  re2::StringPiece rest(said);
  for (std::string each; RE2::FindAndConsume(&rest, word, &each) && depth > 0;) {
    depth += each == "{" ? 1U : 0U;
    depth -= each == "}" ? 1U : 0U;
    if (depth == 1 && (each == "xfail"sv || each == "target"sv)) break;
    if (depth > 0) words.push_back(each);
  }
  std::vector<std::size_t> will_do;
  for (std::size_t i = 0; i < kStandards.size(); ++i) {
    const auto holds = Selector(words, i).holds();
    if (!holds) return {};
    if (*holds) will_do.push_back(i);
  }
  if (will_do.empty()) return {};
  const bool is_open = will_do.back() + 1 == kStandards.size();
  return std::string(kStandards[is_open ? will_do.front() : will_do.back()].back());
}

}  // namespace mustfail
