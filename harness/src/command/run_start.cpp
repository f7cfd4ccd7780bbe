#include "command/run_start.hpp"

#include <array>
#include <ctime>
#include <filesystem>
#include <string_view>

#include "util/files.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

/// The first heading of a rule's page; empty when there is none.
std::string title_of_page(const std::filesystem::path& page) {
  const auto text = read_file(page);
  if (!text) return {};
  for (const std::string_view line : split_lines(*text)) {
    if (line.starts_with("# ")) return std::string(trim(line.substr(2)));
  }
  return {};
}

/// The nearest folder above the suite that is a repository; the suite's own when none is.
std::filesystem::path repository_of(const Suite& suite) {
  auto own = suite.file.parent_path();
  for (auto folder = own; folder.has_relative_path(); folder = folder.parent_path()) {
    if (std::filesystem::exists(folder / ".git")) return folder;
  }
  return own;
}

}  // namespace

std::string utc_time() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text.data();
}

RunStart start_of(const Prepared& prepared, const RunOptions& options) {
  RunStart start;
  start.suite = prepared.suite.name;
  start.root = repository_of(prepared.suite);
  start.toolchains = prepared.toolchains;
  for (const auto& [code, rule] : prepared.suite.rules) {
    start.rules.push_back({code, title_of_page(rule.page), rule.page.lexically_normal()});
  }
  start.cases = prepared.cases.size();
  const Selection& selection = options.selection;
  const Witnesses& brought = options.witnesses;
  start.selected =
      !selection.filters.empty() || !selection.exact.empty() || !selection.rules.empty() ||
      !(brought.counterfactual && brought.race && brought.memory && brought.rust && brought.go);
  return start;
}

}  // namespace mustfail
