#include "suite/directive_line.hpp"

#include <re2/re2.h>

#include "util/text.hpp"

namespace mustfail {

DirectiveLine cut_directive(std::string_view text) {
  static const RE2 pattern(R"(^(\s*\[([^\]]*)\])?\s*([^:(]*)(\(([^)]*)\))?\s*)");
  DirectiveLine line;
  re2::StringPiece rest(text.data(), text.size());
  re2::StringPiece revised;
  re2::StringPiece names;
  re2::StringPiece key;
  re2::StringPiece bracket;
  re2::StringPiece toolchains;
  RE2::Consume(&rest, pattern, &revised, &names, &key, &bracket, &toolchains);
  line.is_revised = !revised.empty();
  line.revisions = split_list({names.data(), names.size()}, ',');
  line.key = trim({key.data(), key.size()});
  line.has_toolchains = !bracket.empty();
  line.toolchains = trim({toolchains.data(), toolchains.size()});
  const std::string_view behind(rest.data(), rest.size());
  if (behind.starts_with(':')) line.value = trim(behind.substr(1));
  return line;
}

bool is_directive(const Comment& comment) {
  return !comment.is_block && comment.text.starts_with('@') && !comment.text.starts_with("@{") &&
         !comment.text.starts_with("@}");
}

}  // namespace mustfail
