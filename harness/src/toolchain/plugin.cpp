#include "toolchain/plugin.hpp"

#include <fmt/format.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>

#include "process/process.hpp"
#include "util/digest.hpp"
#include "util/files.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

/// Empty when the compiler loads the plugin and still compiles nothing without complaint.
std::string why_not_loaded(const Toolchain& toolchain, const fs::path& file) {
  constexpr std::chrono::seconds kPatience{30};
  constexpr std::uint64_t kMostMemory = std::uint64_t{4} << 30U;
  constexpr std::uint64_t kMostOutput = std::uint64_t{1} << 20U;
  std::vector<std::string> argv{toolchain.compiler.string()};
  argv.insert(argv.end(), toolchain.flags.begin(), toolchain.flags.end());
  argv.insert(argv.end(),
              {"-fplugin=" + file.string(), "-Werror", "-fsyntax-only", "-x", "c++", "/dev/null"});
  const auto result = run_to_end({std::move(argv), compiler_environment(),
                                  fs::temp_directory_path(), kPatience, kMostMemory, kMostOutput});
  if (result.ending.exited_with(0)) return {};
  const auto lines = split_lines(result.errors);
  return fmt::format(
      "the compiler does not load {}: {}", display_path(file).string(),
      lines.empty() ? "it " + to_string(result.ending) : std::string(trim(lines.front())));
}

fs::path plugin_memory_file(const fs::path& memory, const std::string& identity) {
  return memory / fmt::format("plugin-{}.json", digest_of(identity));
}

std::optional<std::string> recall(const fs::path& memory, const std::string& identity) {
  if (memory.empty()) return std::nullopt;
  const auto text = read_file(plugin_memory_file(memory, identity));
  if (!text) return std::nullopt;
  const Json json = Json::parse(*text, nullptr, false);
  if (!json.is_object() || json.value("identity", "") != identity) return std::nullopt;
  return json.value("missing", "");
}

void remember(const fs::path& memory, const std::string& identity, const std::string& missing) {
  if (memory.empty()) return;
  const Json json{{"identity", identity}, {"missing", missing}};
  static_cast<void>(write_file(plugin_memory_file(memory, identity),
                               json.dump(1, ' ', false, Json::error_handler_t::replace)));
}

void add_plugin(Toolchain& toolchain, const PluginRequest& request, const fs::path& memory) {
  const fs::path file = plugin_file(request, toolchain.name);
  const auto bytes = read_file(file);
  if (!bytes) {
    std::string missing = fmt::format("{} is not there", display_path(file).string());
    if (!request.help.empty()) missing += "; " + request.help;
    toolchain.features.push_back({request.feature, std::move(missing)});
    return;
  }
  const std::string identity = Json{toolchain.identity, file.string(), digest_of(*bytes)}.dump(
      -1, ' ', false, Json::error_handler_t::replace);
  std::optional<std::string> missing = recall(memory, identity);
  if (!missing) {
    missing = why_not_loaded(toolchain, file);
    remember(memory, identity, *missing);
  }
  toolchain.features.push_back({request.feature, *missing});
  if (!missing->empty()) return;
  toolchain.flags.push_back("-fplugin=" + file.string());
  toolchain.identity = identity;
}

}  // namespace

fs::path plugin_file(const PluginRequest& request, const std::string& toolchain) {
  constexpr std::string_view kPlace = "{toolchain}";
  std::string text = request.file.string();
  for (std::size_t at = text.find(kPlace); at != std::string::npos; at = text.find(kPlace, at)) {
    text.replace(at, kPlace.size(), toolchain);
    at += toolchain.size();
  }
  return text;
}

void add_plugins(Toolchain& toolchain, const std::vector<PluginRequest>& plugins,
                 const fs::path& memory) {
  for (const PluginRequest& each : plugins) add_plugin(toolchain, each, memory);
}

}  // namespace mustfail
