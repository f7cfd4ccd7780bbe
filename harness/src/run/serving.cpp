#include "run/serving.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>

#include "plan/precompiled.hpp"
#include "process/file_trace_log.hpp"
#include "process/loadable.hpp"
#include "suite/comment.hpp"
#include "util/files.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

/// A server's own variables: each command comes with its trace, the server has none.
std::vector<std::string> server_environment(const Command& command) {
  std::vector<std::string> variables = command.environment;
  std::erase_if(variables, [](const std::string& each) {
    return each.starts_with(std::string(trace_log::kVariable) + "=");
  });
  variables.emplace_back("MUSTFAIL_FORK_SERVER=1");
  // Every function is looked up once, here, and not at its first call in each child.
  variables.emplace_back("LD_BIND_NOW=1");
  return variables;
}

bool are_switched_off() {
  const char* const wish = std::getenv("MUSTFAIL_FORK_SERVER");
  return wish != nullptr && std::string_view(wish) == "off";
}

/// Whether a GCC that was started in another folder would look for something elsewhere: it drops an
/// include folder that is not there when it starts.
bool depends_on_folder(const Command& command) {
  if (names_relative_path(command.argv)) return true;
  constexpr std::array kFolders{
      "CPATH=", "C_INCLUDE_PATH=", "CPLUS_INCLUDE_PATH=", "COMPILER_PATH="};
  return std::ranges::any_of(command.environment, [&](std::string_view variable) {
    return std::ranges::any_of(kFolders, [&](std::string_view name) {
      return variable.starts_with(name) && variable.size() > name.size();
    });
  });
}

}  // namespace

Serving serving_before_main(const Command& command, const fs::path& preloaded) {
  Serving serving;
  // They end it at once where nothing is preloaded.
  serving.start = {command.argv.front(), "--version"};
  serving.environment = server_environment(command);
  const auto preload = std::ranges::find_if(
      serving.environment, [](const std::string& each) { return each.starts_with("LD_PRELOAD="); });
  if (preload == serving.environment.end()) {
    serving.environment.push_back("LD_PRELOAD=" + preloadable(preloaded));
  } else {
    *preload += ":" + preloadable(preloaded);
  }
  // A script's interpreter was started with other words, and would take a command for its own.
  serving.hello = serving.start;
  serving.request = command.argv;
  return serving;
}

std::optional<Serving> serving_after_header(const Command& command, const fs::path& source,
                                            const fs::path& plugin, const fs::path& waiting) {
  if (std::ranges::find(command.argv, "-fsyntax-only") == command.argv.end()) return std::nullopt;
  if (depends_on_folder(command)) return std::nullopt;
  Serving serving;
  serving.start = command.argv;
  const auto file = std::ranges::find(serving.start, source.string());
  if (file == serving.start.end()) return std::nullopt;
  serving.request = {*file};
  *file = waiting.string();
  serving.start.insert(serving.start.begin() + 1, "-fplugin=" + plugin.string());
  serving.environment = server_environment(command);
  serving.hello = {"mustfail wait"};
  return serving;
}

bool tells_main_file(std::string_view source) {
  const std::string code = code_of(source);
  static const RE2 telling("__BASE_FILE__|__INCLUDE_LEVEL__|include_next");
  static const RE2 pragma("[Pp]ragma");
  static const RE2 told(R"(\b(?:once|system_header|mustfail)\b)");
  return may_hold_words_in_pieces(code) || RE2::PartialMatch(code, telling) ||
         (RE2::PartialMatch(code, pragma) && RE2::PartialMatch(code, told));
}

std::optional<Serving> serving_of(const Job& job, const Command& command,
                                  const fs::path& header_folder) {
  if (are_switched_off()) return std::nullopt;
  if (job.toolchain->family == Family::clang) {
    static const fs::path preloaded = find_loadable("fork_server.so");
    if (preloaded.empty()) return std::nullopt;
    return serving_before_main(command, preloaded);
  }
  const fs::path plugin =
      find_loadable(fmt::format("fork_server_gcc_{}.so", job.toolchain->version.major));
  const fs::path waiting = header_folder / kWaitingSource;
  std::error_code problem;
  if (plugin.empty() || !fs::exists(waiting, problem)) return std::nullopt;
  const auto text = read_file(job.source.empty() ? job.variant->file : job.source);
  if (!text || tells_main_file(*text)) return std::nullopt;
  return serving_after_header(command, job.source.empty() ? job.variant->file : job.source, plugin,
                              waiting);
}

}  // namespace mustfail
