#include "toolchain/toolchain_memory.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>

#include "process/process.hpp"
#include "util/digest.hpp"
#include "util/files.hpp"

namespace mustfail {

namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

/// Raise it when what is probed, or how, changes: older memories are then not used.
constexpr int kMemoryVersion = 3;

Json to_json(const Toolchain& toolchain) {
  Json features = Json::object();
  for (const Feature& each : toolchain.features) features[each.name] = each.missing;
  Json parts = Json::array();
  for (const CompilerPart& each : toolchain.parts) {
    parts.push_back({each.file.string(), each.digest, each.size, each.modified_seconds,
                     each.modified_nanoseconds});
  }
  return {{"family", name(toolchain.family)},
          {"version", {toolchain.version.major, toolchain.version.minor, toolchain.version.patch}},
          {"target", toolchain.target},
          {"version_text", toolchain.version_text},
          {"symbolizer", toolchain.symbolizer.string()},
          {"features", features},
          {"parts", parts}};
}

std::optional<Toolchain> from_json(const Json& json, const ToolchainRequest& request,
                                   const fs::path& compiler) {
  try {
    Toolchain toolchain;
    toolchain.name = request.name;
    toolchain.compiler = compiler;
    toolchain.flags = request.flags;
    const auto family = parse_family(json.at("family").get<std::string>());
    if (!family) return std::nullopt;
    toolchain.family = *family;
    const auto& version = json.at("version");
    toolchain.version = {version.at(0), version.at(1), version.at(2)};
    toolchain.target = json.at("target");
    toolchain.version_text = json.at("version_text");
    toolchain.symbolizer = json.at("symbolizer").get<std::string>();
    for (const auto& item : json.at("features").items()) {
      toolchain.features.push_back({item.key(), item.value()});
    }
    for (const auto& part : json.at("parts")) {
      toolchain.parts.push_back(
          {part.at(0).get<std::string>(), part.at(1), part.at(2), part.at(3), part.at(4)});
    }
    if (!std::ranges::all_of(toolchain.parts, is_unchanged)) return std::nullopt;
    toolchain.identity = identity_of(toolchain);
    // What a package brings may have been installed since: then look again.
    const bool cpp = *family == Family::gcc || *family == Family::clang;
    if (!toolchain.has(cpp ? "tsan" : name(*family))) return std::nullopt;
    return toolchain;
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

fs::path toolchain_memory_file(const fs::path& memory, const std::string& key) {
  return memory / fmt::format("toolchain-{:016x}.json", std::hash<std::string>{}(key));
}

}  // namespace

std::string memory_key(const ToolchainRequest& request, const fs::path& compiler) {
  std::error_code ignored;
  const fs::path real = fs::canonical(compiler, ignored);
  struct stat file {};
  ::stat(real.c_str(), &file);
  Json environment = Json::array();
  for (const auto& variable : compiler_environment()) environment.push_back(variable);
  return Json{kMemoryVersion,      compiler.string(),    real.string(), file.st_size,
              file.st_mtim.tv_sec, file.st_mtim.tv_nsec, request.flags, environment}
      .dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<Toolchain> recall(const fs::path& memory, const std::string& key,
                                const ToolchainRequest& request, const fs::path& compiler) {
  if (memory.empty()) return std::nullopt;
  const auto text = read_file(toolchain_memory_file(memory, key));
  if (!text) return std::nullopt;
  const Json json = Json::parse(*text, nullptr, false);
  if (json.is_discarded() || !json.is_object() || json.value("key", "") != key) {
    return std::nullopt;
  }
  return from_json(json.value("toolchain", Json::object()), request, compiler);
}

void remember(const fs::path& memory, const std::string& key, const Toolchain& toolchain) {
  if (memory.empty()) return;
  const Json json{{"key", key}, {"toolchain", to_json(toolchain)}};
  static_cast<void>(write_file(toolchain_memory_file(memory, key),
                               json.dump(1, ' ', false, Json::error_handler_t::replace)));
}

std::string identity_of(const Toolchain& toolchain) {
  return Digest()
      .add(toolchain.version_text)
      .add(toolchain.target)
      .add(digest_of(toolchain.parts))
      .finish();
}

}  // namespace mustfail
