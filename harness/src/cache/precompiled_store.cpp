#include "cache/precompiled_store.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <system_error>

#include "util/files.hpp"

namespace mustfail {

namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

/// How long a replaced header stays: a compile of another mustfail may be using it.
constexpr std::chrono::hours kGrace{1};

void drop_old(const fs::path& home, const fs::path& current) {
  std::error_code problem;
  const auto now = fs::file_time_type::clock::now();
  for (fs::directory_iterator entries(home, problem), end; !problem && entries != end;
       entries.increment(problem)) {
    std::error_code ignored;
    if (!entries->is_directory(ignored) || entries->path() == current) continue;
    if (now - entries->last_write_time(ignored) > kGrace) fs::remove_all(entries->path(), ignored);
  }
}

}  // namespace

fs::path PrecompiledStore::home_of(const PrecompiledHeader& header) {
  const std::string key = Digest()
                              .add(header.toolchain->identity)
                              .add(source_of(header))
                              .add(header.flags)
                              .add(header.command.environment)
                              .add(inputs_.state_of(header.command, {}))
                              .finish();
  return root_ / "pch" / key;
}

/// Bytes and time stamps: Clang refuses a header whose time stamp moved, GCC looks at neither.
std::string PrecompiledStore::state_of(const std::vector<std::string>& inputs) {
  Digest digest;
  for (const auto& name : inputs) {
    struct stat status {};
    // Of what is no file only its name counts, or its names.
    if (path_of_input(name) == name) ::stat(name.c_str(), &status);
    digest.add(name)
        .add(states_.of(name))
        .add(static_cast<std::uint64_t>(status.st_mtim.tv_sec))
        .add(static_cast<std::uint64_t>(status.st_mtim.tv_nsec));
  }
  return digest.finish();
}

std::optional<ReadyHeader> PrecompiledStore::find(const PrecompiledHeader& header) {
  const auto text = read_file(home_of(header) / "current.json");
  if (!text) return std::nullopt;
  const Json json = Json::parse(*text, nullptr, false);
  if (!json.is_object() || !json.contains("inputs")) return std::nullopt;
  try {
    ReadyHeader ready{json.at("folder").get<std::string>(),
                      json.at("inputs").get<std::vector<std::string>>()};
    std::error_code problem;
    if (!fs::is_directory(ready.folder, problem)) return std::nullopt;
    if (json.at("state") != state_of(ready.inputs)) return std::nullopt;
    // Used now: the last to be evicted.
    ::utimensat(AT_FDCWD, (home_of(header) / "current.json").c_str(), nullptr, 0);
    return ready;
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

std::optional<fs::path> PrecompiledStore::prepare(const PrecompiledHeader& header) {
  const fs::path home = home_of(header);
  std::error_code problem;
  fs::create_directories(home, problem);
  std::string folder = (home / "XXXXXX").string();
  if (problem || ::mkdtemp(folder.data()) == nullptr) return std::nullopt;
  const auto write = [&](std::string_view name, const std::string& text) {
    return write_file(fs::path(folder) / name, text).has_value();
  };
  if (!write(kPrecompiledSource, source_of(header))) return std::nullopt;
  if (!write(kWaitingSource, "#pragma mustfail wait")) return std::nullopt;
  return folder;
}

std::optional<ReadyHeader> PrecompiledStore::publish(const PrecompiledHeader& header,
                                                     const fs::path& folder, const Inputs& inputs) {
  if (!can_be_written(inputs.names) || !states_.are_what_was_read(inputs)) return std::nullopt;
  ReadyHeader ready{folder, inputs.names};
  const Json json{
      {"folder", folder.string()}, {"inputs", ready.inputs}, {"state", state_of(ready.inputs)}};
  if (!write_file(home_of(header) / "current.json", json.dump())) return std::nullopt;
  drop_old(home_of(header), folder);
  std::error_code ignored;
  for (fs::directory_iterator files(folder, ignored), end; !ignored && files != end;
       files.increment(ignored)) {
    written_ += files->file_size(ignored);
  }
  return ready;
}

}  // namespace mustfail
