#include "report/report.hpp"

#include <cstdio>

#include "util/files.hpp"

namespace mustfail {

Result<void> deliver(const std::filesystem::path& file, std::string_view text) {
  if (!file.empty()) return write_file(file, text);
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (written && std::fflush(stdout) == 0) return {};
  return Failure{{}, "cannot write the report to standard output", "check the disk or pipe"};
}

std::string path_in_report(const RunStart& start, const std::string& file) {
  if (file.empty() || start.root.empty()) return file;
  const auto relative = std::filesystem::path(file).lexically_relative(start.root);
  if (relative.empty() || *relative.begin() == "..") return file;
  return relative.generic_string();
}

}  // namespace mustfail
