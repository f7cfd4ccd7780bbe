#include "util/failure.hpp"

#include <fmt/format.h>

namespace mustfail {

std::string to_string(const Place& place) {
  if (place.file.empty()) return {};
  if (place.line == 0) return place.file.string();
  return fmt::format("{}:{}", place.file.string(), place.line);
}

std::string to_string(const Failure& failure) {
  const std::string where = to_string(failure.place);
  std::string text = where.empty() ? "mustfail: error: " : where + ": error: ";
  text += failure.what;
  if (!failure.help.empty()) text += "\n  help: " + failure.help;
  return text;
}

}  // namespace mustfail
