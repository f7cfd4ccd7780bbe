#include "result_cache.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <system_error>

#include "files.hpp"

namespace mustfail {

namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

/// Raise it when what an entry holds, or what its key is made of, changes.
constexpr std::uint64_t kFormat = 1;

/// The names below the include folders: a new header can shadow another without touching any file
/// that was read before.
std::string names_below(const std::vector<fs::path>& folders) {
  std::vector<std::string> names;
  for (const auto& folder : folders) {
    std::error_code problem;
    fs::recursive_directory_iterator entries(folder, problem);
    for (const fs::recursive_directory_iterator end; !problem && entries != end;
         entries.increment(problem)) {
      names.push_back(entries->path().string());
    }
  }
  std::ranges::sort(names);
  return Digest().add(names).finish();
}

/// The argv without what differs from run to run: the program that is built.
std::vector<std::string> stable(const Job& job) {
  std::vector<std::string> argv = job.command.argv;
  for (auto& word : argv) {
    if (!job.program.empty() && word == job.program.string()) word = "$PROGRAM";
  }
  return argv;
}

Json to_json(const Outcome& outcome) {
  const auto binary = [](const std::string& text) {
    return Json::binary({text.begin(), text.end()});
  };
  return {{"code", outcome.process.ending.code},
          {"output", binary(outcome.process.output)},
          {"errors", binary(outcome.process.errors)},
          {"seconds", outcome.process.seconds},
          {"tries", outcome.tries}};
}

Outcome from_json(const Json& json) {
  const auto text = [&](const char* key) {
    const auto& bytes = json.at(key).get_binary();
    return std::string(bytes.begin(), bytes.end());
  };
  Outcome outcome;
  outcome.process.ending = {Ending::How::exited, json.at("code")};
  outcome.process.output = text("output");
  outcome.process.errors = text("errors");
  outcome.process.seconds = json.at("seconds");
  outcome.tries = json.at("tries");
  outcome.cached = true;
  return outcome;
}

/// Something to evict: a result, or a precompiled header with its whole folder.
struct Kept {
  fs::path path;
  fs::file_time_type used;
  std::uint64_t bytes = 0;
};

std::uint64_t bytes_below(const fs::path& folder) {
  std::uint64_t bytes = 0;
  std::error_code problem;
  fs::recursive_directory_iterator entries(folder, problem);
  for (const fs::recursive_directory_iterator end; !problem && entries != end;
       entries.increment(problem)) {
    std::error_code ignored;
    if (entries->is_regular_file(ignored)) bytes += entries->file_size(ignored);
  }
  return bytes;
}

std::vector<Kept> all_kept(const fs::path& root) {
  std::vector<Kept> kept;
  std::error_code problem;
  fs::recursive_directory_iterator results(root / "results", problem);
  for (const fs::recursive_directory_iterator end; !problem && results != end;
       results.increment(problem)) {
    std::error_code ignored;
    if (!results->is_regular_file(ignored)) continue;
    kept.push_back(
        {results->path(), results->last_write_time(ignored), results->file_size(ignored)});
  }
  problem.clear();
  for (fs::directory_iterator homes(root / "pch", problem), end; !problem && homes != end;
       homes.increment(problem)) {
    std::error_code ignored;
    kept.push_back({homes->path(), homes->last_write_time(ignored), bytes_below(homes->path())});
  }
  return kept;
}

}  // namespace

ResultCache::ResultCache(fs::path root, std::vector<fs::path> include) : root_(std::move(root)) {
  if (enabled()) offered_names_ = names_below(include);
}

fs::path ResultCache::path_of(std::string_view kind, const std::string& key) const {
  return root_ / "results" / key.substr(0, 2) / fmt::format("{}.{}", key.substr(2), kind);
}

std::string ResultCache::compile_key(const Job& job) {
  return Digest()
      .add(kFormat)
      .add(MUSTFAIL_VERSION)
      .add(job.toolchain->identity)
      .add(stable(job))
      .add(job.command.environment)
      .add(job.command.folder.string())
      .add(job.variant->file.string())
      .add(digests_.of(job.variant->file.string()))
      .add(offered_names_)
      .add(names_below({job.command.folder}))
      .finish();
}

std::string ResultCache::run_key(const Job& job, const std::string& built) const {
  return Digest()
      .add("run")
      .add(built)
      .add(job.command.environment)
      .add(static_cast<std::uint64_t>(job.tries))
      .finish();
}

std::optional<std::string> ResultCache::read_checked(const fs::path& file) {
  auto bytes = read_file(file);
  if (!bytes) return std::nullopt;
  constexpr std::size_t kDigits = 32;
  const std::string_view all = *bytes;
  if (all.size() < kDigits || digest_of(all.substr(kDigits)) != all.substr(0, kDigits)) {
    ++damaged_;
    return std::nullopt;
  }
  ::utimensat(AT_FDCWD, file.c_str(), nullptr, 0);  // used now: the last to be evicted
  return bytes->substr(kDigits);
}

void ResultCache::write_checked(const fs::path& file, std::string_view bytes) {
  // A cache that cannot be written is slow, not wrong.
  static_cast<void>(write_file(file, digest_of(bytes) + std::string(bytes), Durability::lazy));
}

std::optional<Outcome> ResultCache::read_outcome(const std::string& key) {
  const auto bytes = read_checked(path_of("outcome", key));
  if (!bytes) return std::nullopt;
  const Json json = Json::from_msgpack(*bytes, true, false);
  try {
    return from_json(json);
  } catch (const Json::exception&) {
    ++damaged_;
    return std::nullopt;
  }
}

void ResultCache::write_outcome(const std::string& key, const Outcome& outcome) {
  const auto bytes = Json::to_msgpack(to_json(outcome));
  write_checked(path_of("outcome", key),
                {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

std::optional<std::vector<std::string>> ResultCache::read_dependencies(const std::string& id) {
  const auto bytes = read_checked(path_of("files", id));
  if (!bytes) return std::nullopt;
  const Json json = Json::parse(*bytes, nullptr, false);
  if (!json.is_array()) return std::nullopt;
  return json.get<std::vector<std::string>>();
}

const std::string& ResultCache::state_of_dependencies(const std::string& id) {
  const auto known = states_.find(id);
  if (known != states_.end()) return known->second;
  const auto files = read_dependencies(id);
  return states_.emplace(id, files ? digests_.of_all(*files) : "unknown").first->second;
}

std::optional<Outcome> ResultCache::find_compile(const Job& job, std::string& result) {
  if (!enabled()) return std::nullopt;
  const std::string key = compile_key(job);
  const auto id = read_checked(path_of("key", key));
  if (!id) return std::nullopt;
  const std::string& state = state_of_dependencies(*id);
  if (state == "unknown") return std::nullopt;
  result = Digest().add(key).add(state).finish();
  return read_outcome(result);
}

void ResultCache::keep_compile(const Job& job, const Outcome& outcome,
                               const std::vector<std::string>& dependencies, std::string& result) {
  if (!enabled() || outcome.process.ending.how != Ending::How::exited) return;
  std::vector<std::string> files;
  for (const auto& file : dependencies) {
    if (file != job.variant->file.string()) files.push_back(file);
  }
  std::ranges::sort(files);
  const std::string list = Json(files).dump();
  const std::string id = digest_of(list);
  if (!states_.contains(id)) write_checked(path_of("files", id), list);
  states_.try_emplace(id, digests_.of_all(files));
  const std::string key = compile_key(job);
  result = Digest().add(key).add(states_.at(id)).finish();
  write_outcome(result, outcome);
  write_checked(path_of("key", key), id);
}

std::optional<Outcome> ResultCache::find_run(const Job& job, const std::string& built) {
  if (!enabled() || built.empty()) return std::nullopt;
  return read_outcome(run_key(job, built));
}

void ResultCache::keep_run(const Job& job, const std::string& built, const Outcome& outcome) {
  if (!enabled() || built.empty() || outcome.process.ending.how != Ending::How::exited) return;
  write_outcome(run_key(job, built), outcome);
}

CacheStats ResultCache::stats(const fs::path& root) {
  CacheStats stats;
  for (const Kept& each : all_kept(root)) {
    const bool is_result = each.path.parent_path().filename() != "pch";
    stats.entries += is_result && each.path.extension() == ".outcome" ? 1U : 0U;
    (is_result ? stats.result_bytes : stats.precompiled_bytes) += each.bytes;
  }
  return stats;
}

void ResultCache::evict(const fs::path& root, std::uint64_t most_bytes) {
  auto kept = all_kept(root);
  std::uint64_t total = 0;
  for (const Kept& each : kept) total += each.bytes;
  std::ranges::sort(kept, {}, &Kept::used);
  for (const Kept& each : kept) {
    if (total <= most_bytes) return;
    std::error_code ignored;
    fs::remove_all(each.path, ignored);
    total -= each.bytes;
  }
}

Result<void> ResultCache::clear(const fs::path& root) {
  for (const char* part : {"results", "pch"}) {
    std::error_code problem;
    fs::remove_all(root / part, problem);
    if (problem) {
      return Failure{{root / part, 0},
                     "cannot remove this folder: " + problem.message(),
                     "check its permissions"};
    }
  }
  return {};
}

}  // namespace mustfail
