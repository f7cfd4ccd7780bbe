#include "report.hpp"

#include <cstdio>
#include <numeric>

#include "files.hpp"

namespace mustfail {

namespace {

constexpr std::array kAll{Verdict::pass, Verdict::fail,  Verdict::error,
                          Verdict::skip, Verdict::xfail, Verdict::xpass};

}  // namespace

std::size_t Tally::total() const {
  return std::accumulate(counts_.begin(), counts_.end(), std::size_t{0});
}

std::size_t Tally::red() const {
  std::size_t red = 0;
  for (const Verdict verdict : kAll) red += is_red(verdict) ? of(verdict) : 0;
  return red;
}

Tally tally(const std::vector<Finding>& findings) {
  Tally tally;
  for (const Finding& finding : findings) tally.add(finding.verdict);
  return tally;
}

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
