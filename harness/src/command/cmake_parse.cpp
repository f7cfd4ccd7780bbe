#include <re2/re2.h>

#include <algorithm>
#include <cctype>
#include <utility>

#include "command/cmake_script.hpp"
#include "util/text.hpp"

namespace mustfail {

std::vector<CMakeCommand> parse_cmake(std::string_view text) {
  static const RE2 begin(R"(^\s*([A-Za-z_]\w*)\s*\()");
  std::vector<CMakeCommand> commands;
  std::size_t at = 0;
  while (at < text.size()) {
    if (text[at] == '#') {
      at = std::min(text.find('\n', at), text.size());
      continue;
    }
    re2::StringPiece rest(text.data() + at, text.size() - at);
    std::string name;
    if (!is_name_character(text[at]) || !RE2::Consume(&rest, begin, &name)) {
      ++at;
      continue;
    }
    CMakeCommand command;
    for (const char c : name) {
      command.name += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    at = static_cast<std::size_t>(rest.data() - text.data());
    std::string word;
    bool is_word = false;
    int depth = 1;
    const auto finish = [&] {
      if (is_word) command.arguments.push_back(std::exchange(word, {}));
      is_word = false;
    };
    for (; at < text.size() && depth > 0; ++at) {
      const char c = text[at];
      if (c == '"') {
        is_word = true;
        for (++at; at < text.size() && text[at] != '"'; ++at) {
          if (text[at] == '\\' && at + 1 < text.size()) ++at;
          word += text[at];
        }
      } else if (c == '#') {
        finish();
        at = std::min(text.find('\n', at), text.size() - 1);
      } else if (std::isspace(static_cast<unsigned char>(c)) != 0) {
        finish();
      } else if (c == '(' || c == ')') {
        depth += c == '(' ? 1 : -1;
        finish();
      } else {
        is_word = true;
        word += c;
      }
    }
    finish();
    commands.push_back(std::move(command));
  }
  return commands;
}

}  // namespace mustfail
