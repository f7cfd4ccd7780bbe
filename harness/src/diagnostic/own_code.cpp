#include "diagnostic/own_code.hpp"

#include <string>

namespace mustfail {

bool is_in(const OwnCode& own, const Location& location) {
  const std::string path = own.path.string();
  if (location.file != path) return location.file.starts_with(path + "/");
  return own.last_line == 0 || (location.line >= own.first_line && location.line <= own.last_line);
}

}  // namespace mustfail
