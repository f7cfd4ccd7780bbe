#include "toolchain/detector_report.hpp"

#include <algorithm>
#include <system_error>
#include <vector>

#include "util/files.hpp"

namespace mustfail {

namespace fs = std::filesystem;

void prepare_report(const fs::path& prefix) {
  std::error_code ignored;  // without it there is no report, and that is red
  if (!prefix.empty()) fs::create_directory(prefix.parent_path(), ignored);
}

std::string take_report(const fs::path& prefix, std::size_t limit) {
  if (prefix.empty()) return {};
  std::vector<fs::path> files;
  std::error_code problem;
  fs::directory_iterator entries(prefix.parent_path(), problem);
  for (const fs::directory_iterator end; !problem && entries != end; entries.increment(problem)) {
    files.push_back(entries->path());
  }
  std::ranges::sort(files);
  std::string report;
  for (const fs::path& file : files) {
    if (const auto text = read_file(file)) report += *text;
  }
  if (limit > 0 && report.size() > limit) report.resize(limit);
  fs::remove_all(prefix.parent_path(), problem);
  return report;
}

}  // namespace mustfail
