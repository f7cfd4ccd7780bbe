#include "suite/posix_pattern.hpp"

#include <re2/re2.h>

#include "util/text.hpp"

namespace mustfail {

std::optional<std::string> from_posix(std::string_view regex) {
  std::string pattern;
  for (std::size_t i = 0; i < regex.size(); ++i) {
    const char c = regex[i];
    if (c == '\\') {
      if (++i == regex.size()) return std::nullopt;
      if (is_digit(regex[i])) return std::nullopt;  // a back reference
      pattern += RE2::QuoteMeta(re2::StringPiece(&regex[i], 1));
    } else if (c == '[') {
      // Inside brackets a backslash is itself, and a first ']' too.
      std::size_t end = i + 1;
      if (end < regex.size() && regex[end] == '^') ++end;
      if (end < regex.size() && regex[end] == ']') ++end;
      while (end < regex.size() && regex[end] != ']') {
        const bool is_class =
            regex[end] == '[' && end + 1 < regex.size() &&
            (regex[end + 1] == ':' || regex[end + 1] == '.' || regex[end + 1] == '=');
        if (is_class) {
          const std::size_t close = regex.find(std::string{regex[end + 1], ']'}, end + 2);
          if (close == std::string_view::npos) return std::nullopt;
          end = close + 1;
        }
        ++end;
      }
      if (end >= regex.size()) return std::nullopt;
      for (std::size_t at = i; at <= end; ++at) {
        if (regex[at] == '\\') pattern += '\\';
        pattern += regex[at];
      }
      i = end;
    } else {
      pattern += c;
    }
  }
  RE2::Options options;
  options.set_log_errors(false);
  options.set_posix_syntax(true);
  if (!RE2(pattern, options).ok()) return std::nullopt;  // (?: and its like are no POSIX
  return pattern;
}

}  // namespace mustfail
