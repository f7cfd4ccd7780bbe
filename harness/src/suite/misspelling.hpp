#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mustfail {

/// A word of a comment that is nearly a -verify directive.
struct Misspelling {
  std::size_t offset = 0;  ///< In the text that was searched.
  std::string word;
  std::string help;
};

/// Which words are directives.
struct DirectiveWords {
  std::vector<std::string> prefixes;
  /// `gcc12` and `clang19` are prefixes too, and no other prefix may stand before `-error {{`.
  bool are_all = false;
};

/// The words of a text (a comment, or a part of one) that are nearly a directive. A word counts
/// only when it is used as one, with a place or a text in braces behind it, or when it is nearly
/// `expected-no-diagnostics`: prose such as "the expected-value" or "unexpected-error handling" is
/// left alone.
std::vector<Misspelling> find_misspellings(std::string_view text, const DirectiveWords& words);

}  // namespace mustfail
