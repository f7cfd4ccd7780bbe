#include "cache/depfile.hpp"

#include <set>

namespace mustfail {

std::vector<std::string> parse_depfile(std::string_view text) {
  // `target: file file \<newline> file`; a blank in a name is written `\ `, a dollar `$$`.
  const std::size_t colon = text.find(": ");
  if (colon == std::string_view::npos) return {};
  text.remove_prefix(colon + 1);
  std::vector<std::string> files;
  std::set<std::string, std::less<>> seen;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty() && seen.insert(word).second) files.push_back(word);
    word.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char next = i + 1 < text.size() ? text[i + 1] : '\0';
    if (text[i] == '\\' && (next == ' ' || next == '#' || next == '\\')) {
      word += next;
      ++i;
    } else if (text[i] == '\\' && next == '\n') {
      ++i;
      end_word();
    } else if (text[i] == '$' && next == '$') {
      word += '$';
      ++i;
    } else if (text[i] == '\n') {
      end_word();
      break;  // further rules are -MP's, for headers that may vanish
    } else if (text[i] == ' ') {
      end_word();
    } else {
      word += text[i];
    }
  }
  end_word();
  return files;
}

}  // namespace mustfail
