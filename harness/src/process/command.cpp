#include "process/command.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <string_view>

namespace mustfail {

std::vector<std::string> compiler_environment() {
  // What GCC, Clang, their linkers and sanitizers need or are documented to read.
  constexpr std::array kPassed{"PATH",
                               "HOME",
                               "USER",
                               "TMPDIR",
                               "CPATH",
                               "C_INCLUDE_PATH",
                               "LIBRARY_PATH",
                               "CPLUS_INCLUDE_PATH",
                               "COMPILER_PATH",
                               "SDKROOT",
                               "GCC_EXEC_PREFIX",
                               "LD_LIBRARY_PATH"};
  std::vector<std::string> environment{"LC_ALL=C.UTF-8"};
  for (const char* name : kPassed) {
    if (const char* value = std::getenv(name))
      environment.push_back(fmt::format("{}={}", name, value));
  }
  return environment;
}

std::string shell_line(const std::vector<std::string>& argv) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=./,:@%";
  std::string line;
  for (const auto& word : argv) {
    if (!line.empty()) line += ' ';
    if (!word.empty() && word.find_first_not_of(kPlain) == std::string::npos) {
      line += word;
      continue;
    }
    line += '\'';
    for (const char c : word) line += c == '\'' ? std::string("'\\''") : std::string(1, c);
    line += '\'';
  }
  return line;
}

}  // namespace mustfail
