#include "toolchain/detector_options.hpp"

#include <fmt/format.h>

namespace mustfail {

namespace fs = std::filesystem;

namespace {

/// A path as a sanitizer's options take it: blanks, colons and commas would end it. A path with
/// both kinds of quotes cannot be written.
std::string quoted(const fs::path& path) {
  const std::string text = path.string();
  const char quote = text.find('"') == std::string::npos ? '"' : '\'';
  const bool is_plain = text.find_first_of(" :,\t\n\r\"'") == std::string::npos;
  return is_plain ? text : quote + text + quote;
}

std::string log_path(const fs::path& report) {
  return report.empty() ? std::string() : ":log_path=" + quoted(report);
}

}  // namespace

std::vector<std::string> memory_link_flags(Family family) {
  if (family == Family::gcc) return {"-static-libasan", "-static-libubsan"};
  return {};
}

std::vector<std::string> race_options(const Toolchain& toolchain, const fs::path& report) {
  std::string options =
      fmt::format("TSAN_OPTIONS=exitcode={}:halt_on_error=0{}", kRaceStatus, log_path(report));
  if (!toolchain.symbolizer.empty()) {
    options += ":external_symbolizer_path=" + quoted(toolchain.symbolizer);
  }
  return {options};
}

std::vector<std::string> memory_options(const Toolchain& toolchain, const fs::path& report) {
  // Of a null pointer too, the report is what counts, and not the signal.
  std::vector<std::string> variables{
      // Of a local that its function has left too, which GCC looks at only when asked.
      fmt::format("ASAN_OPTIONS=exitcode={}:detect_stack_use_after_return=1{}", kMemoryStatus,
                  log_path(report)),
      fmt::format("UBSAN_OPTIONS=exitcode={}:print_stacktrace=1{}", kMemoryStatus,
                  log_path(report))};
  if (!toolchain.symbolizer.empty()) {
    variables.push_back("ASAN_SYMBOLIZER_PATH=" + toolchain.symbolizer.string());
  }
  return variables;
}

}  // namespace mustfail
