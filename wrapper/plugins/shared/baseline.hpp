// Reports that are known, so that only new ones fail a build: a line each, as
// wrapper/plugins/norace-baseline prints them.
//
//   N0005 src/app.cpp: 'counter'
//
// Where in the file a report stands does not count, as lines move; the same line twice stands for
// two reports. A file is known by the end of its path.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "sinks_file.hpp"

namespace norace::plugin {

class Baseline {
 public:
  // `text` is a file's. A line that is none of a baseline's is a mistake.
  std::optional<FileMistake> read(std::string_view text);

  // Is it known? Counts it, if so. `message` is "[N0005] 'counter' ...".
  bool takes(std::string_view message, std::string_view file);

 private:
  std::map<std::string, int, std::less<>> known_;  // "N0005 src/app.cpp: 'counter'", how often
};

}  // namespace norace::plugin
