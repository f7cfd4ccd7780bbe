#include "suite/include_guard.hpp"

#include <re2/re2.h>

#include <string>

#include "suite/comment.hpp"
#include "util/piece.hpp"

namespace mustfail {

bool is_guarded(std::string_view header) {
  const std::string code = code_of(header);
  static const RE2 once(R"((?m)^\s*#\s*pragma\s+once\b)");
  static const RE2 guard(R"(^\s*#\s*(?:ifndef\s+(\w+)|if\s+!\s*defined\s*\(?\s*(\w+)))");
  if (RE2::PartialMatch(code, once)) return true;
  std::string name;
  std::string other;
  if (!RE2::PartialMatch(code, guard, &name, &other)) return false;
  const std::string& macro = name.empty() ? other : name;
  return RE2::PartialMatch(code, RE2("(?m)^\\s*#\\s*define\\s+" + macro + "\\b"));
}

}  // namespace mustfail
