#include "judge/telling_text.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <cstddef>

#include "judge/pairing.hpp"
#include "util/piece.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

constexpr std::size_t kLongest = 100;

bool is_letter(char c) { return is_name_character(c) && !is_digit(c) && c != '_'; }

std::size_t letters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, is_letter));
}

/// Words and single other characters.
std::vector<std::string_view> tokens_of(std::string_view text) {
  std::vector<std::string_view> tokens;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_name_character(text[end])) ++end;
    // A byte of a longer character is never cut off from it.
    if (end == at) end = at + code_point_at(text, at).size;
    tokens.push_back(text.substr(at, end - at));
    at = end;
  }
  return tokens;
}

/// The run of tokens with the most letters that both have.
std::string_view shared_run(std::string_view one, std::string_view other) {
  const auto a = tokens_of(one);
  const auto b = tokens_of(other);
  std::vector<std::size_t> before(b.size() + 1);
  std::string_view best;
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::vector<std::size_t> lengths(b.size() + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      if (a[i] != b[j]) continue;
      lengths[j + 1] = before[j] + 1;
      const bool ends = i + 1 == a.size() || j + 1 == b.size() || a[i + 1] != b[j + 1];
      if (!ends) continue;
      const char* const begin = a[i + 1 - lengths[j + 1]].data();
      const std::string_view run(begin,
                                 static_cast<std::size_t>(a[i].data() + a[i].size() - begin));
      if (letters(run) > letters(best)) best = run;
    }
    before = std::move(lengths);
  }
  return best;
}

/// A failed static_assert's own words: what a compiler puts before them says nothing.
std::string_view own_words(std::string_view message) {
  static const RE2 assertion(
      R"re((?s)^static(?:_assert| assertion) failed(?: due to requirement \'.*\')?(?:: | ")(.+?)"?$)re");
  re2::StringPiece words;
  if (!RE2::PartialMatch(piece(message), assertion, &words)) return message;
  return {words.data(), words.size()};
}

/// The longest stretch that can stand in a comment and is the same on every machine.
std::string_view lasting_part(std::string_view message) {
  static const RE2 passing(
      R"((?:[^\s'"<>:]*/)+[^\s'"<>:]*(?::\d+)*|:\d+:\d+|[\n\\]|\{\{+|\}\}+|\(anonymous \w+ at|/\*|\*/)");
  std::string_view best;
  std::string_view rest = message;
  const auto consider = [&](std::string_view part) {
    if (letters(part) > letters(best)) best = part;
  };
  re2::StringPiece found;
  while (RE2::PartialMatch(piece(rest), RE2("(" + passing.pattern() + ")"), &found)) {
    const auto at = static_cast<std::size_t>(found.data() - rest.data());
    consider(rest.substr(0, at));
    rest.remove_prefix(at + std::max<std::size_t>(found.size(), 1));
  }
  consider(rest);
  return best;
}

std::string_view cut(std::string_view text) {
  if (text.size() > kLongest) {
    std::size_t end = 0;
    for (const std::string_view token : tokens_of(text)) {
      if (end + token.size() > kLongest) break;
      end += token.size();
    }
    // One word that is longer than all that is read of it.
    text = text.substr(0, end == 0 ? kLongest : end);
  }
  text = trim(text);
  while (!text.empty() && text.starts_with('{')) text.remove_prefix(1);
  while (!text.empty() && text.ends_with('}')) text.remove_suffix(1);
  // What opens and is not closed here says nothing.
  while (!text.empty() && std::string_view("'\"([<,;: ").find(text.back()) != std::string::npos) {
    const bool closes = text.back() == '\'' && std::ranges::count(text, '\'') % 2 == 0;
    if (closes) break;
    text.remove_suffix(1);
  }
  return trim(text);
}

}  // namespace

std::string telling_text(const std::vector<std::string>& messages) {
  constexpr std::size_t kRead = 2000;  // of a message; templates print more than anybody reads
  std::string shared;
  for (const std::string& each : messages) {
    std::string plain = with_plain_quotes(each.substr(0, kRead));
    if (const auto broken = first_invalid_utf8(plain)) plain.resize(*broken);
    const std::string part(lasting_part(own_words(plain)));
    shared = &each == &messages.front() ? part : std::string(shared_run(shared, part));
  }
  return std::string(cut(shared));
}

bool says_enough(std::string_view text) {
  constexpr std::size_t kLetters = 12;
  if (letters(text) < kLetters) return false;
  std::size_t words = 0;
  for (const std::string_view token : tokens_of(text)) {
    if (letters(token) >= kLetters) return true;
    words += letters(token) >= 2 ? 1U : 0U;
  }
  return words >= 3;
}

}  // namespace mustfail
