#include "baseline.hpp"

#include <cstddef>

namespace norace::plugin {

namespace {

// What stands between two marks; empty where one of them is missing.
std::string_view between(std::string_view text, char open, char close) {
  const std::size_t begin = text.find(open);
  if (begin == std::string_view::npos) return {};
  const std::size_t end = text.find(close, begin + 1);
  return end == std::string_view::npos ? std::string_view()
                                       : text.substr(begin + 1, end - begin - 1);
}

}  // namespace

std::optional<FileMistake> Baseline::read(std::string_view text) {
  unsigned number = 0;
  while (!text.empty()) {
    ++number;
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.empty() || line.front() == '#') continue;
    const std::size_t space = line.find(' ');
    const std::size_t colon = line.rfind(": '");
    const bool is_one = space != std::string_view::npos && colon != std::string_view::npos &&
                        space < colon && line.back() == '\'' && line.size() > colon + 4;
    if (!is_one)
      return FileMistake{number, "this is no known report, as in \"N0005 src/app.cpp: 'counter'\""};
    ++known_[std::string(line)];
  }
  return std::nullopt;
}

bool Baseline::takes(std::string_view message, std::string_view file) {
  if (known_.empty()) return false;
  const std::string begin = std::string(between(message, '[', ']')) + " ";
  const std::string end = ": '" + std::string(between(message, '\'', '\'')) + "'";
  // The longest path first: src/a/app.cpp, a/app.cpp, app.cpp.
  for (std::string_view path = file; !path.empty();) {
    std::string line = begin;
    line.append(path).append(end);
    const auto found = known_.find(line);
    if (found != known_.end() && found->second > 0) {
      --found->second;
      return true;
    }
    const std::size_t slash = path.find('/');
    if (slash == std::string_view::npos) break;
    path.remove_prefix(slash + 1);
  }
  return false;
}

}  // namespace norace::plugin
