#include "cache/result_cache.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cache/outcome_bytes.hpp"
#include "util/files.hpp"
#include "util/version.hpp"

namespace mustfail {

namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

/// Raise it when what an entry holds, or what its key is made of, changes.
constexpr std::uint64_t kFormat = 9;

/// The argv without what differs from run to run: the program that is built.
std::vector<std::string> stable(const Job& job) {
  std::vector<std::string> argv = job.command.argv;
  for (auto& word : argv) {
    if (!job.program.empty() && word == job.program.string()) word = "$PROGRAM";
    if (!job.source.empty() && word == job.source.string()) word = "$SOURCE";
  }
  return argv;
}

/// The environment without what differs from run to run: where a detector writes its report.
std::vector<std::string> stable_environment(const Job& job) {
  std::vector<std::string> environment = job.command.environment;
  if (job.report.empty()) return environment;
  const std::string report = job.report.string();
  for (auto& each : environment) {
    const std::size_t at = each.find(report);
    if (at != std::string::npos) each.replace(at, report.size(), "$REPORT");
  }
  return environment;
}

/// Compilers get a folder of the run's own for their temporary files.
std::vector<std::string> seen_by_compiler(std::vector<std::string> environment) {
  std::erase_if(environment, [](const std::string& each) { return each.starts_with("TMPDIR="); });
  return environment;
}

/// The state of dependencies when their list is not there.
constexpr std::string_view kUnknown = "unknown";

constexpr std::size_t kChecksumDigits = 32;

std::string checksum(std::string_view kind, std::string_view key, std::string_view bytes) {
  return Digest().add(kind).add(key).add(bytes).finish();
}

/// Whether it can be an entry's key: it becomes part of a path.
bool is_digest(std::string_view text) {
  return text.size() == 32 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// Whether these are an entry's bytes, whole, and of the entry of this name.
bool has_checksum(std::string_view kind, std::string_view key, std::string_view entry) {
  if (entry.size() < kChecksumDigits) return false;
  return checksum(kind, key, entry.substr(kChecksumDigits)) == entry.substr(0, kChecksumDigits);
}

}  // namespace

ResultCache::ResultCache(fs::path root) : root_(std::move(root)) {}

fs::path ResultCache::path_of(std::string_view kind, const std::string& key) const {
  return root_ / "results" / key.substr(0, 2) / fmt::format("{}.{}", key.substr(2), kind);
}

std::string ResultCache::compile_key(const Job& job) {
  return Digest()
      .add(kFormat)
      .add(version())
      .add(job.toolchain->identity)
      .add(stable(job))
      .add(seen_by_compiler(job.command.environment))
      .add(job.command.folder.string())
      .add(job.variant->file.string())
      .add(job.variant->example ? job.variant->example->source
                                : states_of_inputs_.of(job.variant->file.string()))
      .add(inputs_.names_below(job.command.folder))
      // What is compiled instead of the file is made of the file.
      .add(inputs_.state_of(
          job.command, {job.program.string(), job.source.string(), job.variant->file.string()}))
      .finish();
}

std::string ResultCache::run_key(const Job& job, const std::string& built) const {
  return Digest()
      .add("run")
      .add(built)
      .add(stable_environment(job))
      .add(name(job.step))
      .add(static_cast<std::uint64_t>(job.tries))
      .finish();
}

/// Whether the file may have been changed since this object began to read files.
bool ResultCache::changed_meanwhile(const std::string& file) {
  const auto known = changed_.find(file);
  if (known != changed_.end()) return known->second;
  struct stat status {};
  ::stat(file.c_str(), &status);
  // The time stamps of files are taken from a clock that moves in steps of up to 10 ms.
  constexpr std::chrono::milliseconds kStep{10};
  const auto is_younger = [&](const timespec& stamp) {
    const auto since_epoch =
        std::chrono::seconds(stamp.tv_sec) + std::chrono::nanoseconds(stamp.tv_nsec);
    return since_epoch > (started_ - kStep).time_since_epoch();
  };
  const bool changed = is_younger(status.st_mtim) || is_younger(status.st_ctim);
  return changed_.emplace(file, changed).first->second;
}

std::optional<std::string> ResultCache::read_checked(std::string_view kind,
                                                     const std::string& key) {
  const fs::path file = path_of(kind, key);
  auto bytes = read_file(file);
  if (!bytes) return std::nullopt;
  if (!has_checksum(kind, key, *bytes)) {
    ++damaged_;
    return std::nullopt;
  }
  ::utimensat(AT_FDCWD, file.c_str(), nullptr, 0);  // used now: the last to be evicted
  return bytes->substr(kChecksumDigits);
}

void ResultCache::write_checked(std::string_view kind, const std::string& key,
                                std::string_view bytes) {
  const std::string entry = checksum(kind, key, bytes) + std::string(bytes);
  // A cache that cannot be written is slow, not wrong.
  if (write_file(path_of(kind, key), entry, Durability::lazy)) written_ += entry.size();
}

std::optional<Outcome> ResultCache::read_outcome(const std::string& key) {
  const auto bytes = read_checked("outcome", key);
  if (!bytes) return std::nullopt;
  auto outcome = outcome_from(*bytes);
  if (!outcome) ++damaged_;
  return outcome;
}

void ResultCache::write_outcome(const std::string& key, const Outcome& outcome) {
  write_checked("outcome", key, to_bytes(outcome));
}

std::optional<std::vector<std::string>> ResultCache::read_dependencies(const std::string& id) {
  const auto bytes = read_checked("files", id);
  if (!bytes) return std::nullopt;
  const Json json = Json::parse(*bytes, nullptr, false);
  try {
    return json.get<std::vector<std::string>>();
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

const std::string& ResultCache::state_of_dependencies(const std::string& id) {
  const auto known = states_.find(id);
  if (known != states_.end()) return known->second;
  const auto files = read_dependencies(id);
  return states_.emplace(id, files ? states_of_inputs_.of_all(*files) : std::string(kUnknown))
      .first->second;
}

EntryName ResultCache::key_entry(const Job& compile) { return {"key", compile_key(compile)}; }

EntryName ResultCache::run_entry(const Job& run, const std::string& built) const {
  return {"outcome", run_key(run, built)};
}

std::optional<EntryName> ResultCache::list_entry(const Job& compile) {
  auto id = read_checked("key", compile_key(compile));
  if (!id || !is_digest(*id)) return std::nullopt;
  return EntryName{"files", *std::move(id)};
}

std::optional<EntryName> ResultCache::missing_list(const Job& compile) {
  auto list = list_entry(compile);
  if (!list || state_of_dependencies(list->key) != kUnknown) return std::nullopt;
  states_.erase(list->key);  // it may be here soon
  return list;
}

std::string ResultCache::name_of_result(const Job& compile) {
  const std::string key = compile_key(compile);
  const auto id = read_checked("key", key);
  if (!id || !is_digest(*id)) return {};
  const std::string& state = state_of_dependencies(*id);
  return state == kUnknown ? std::string() : Digest().add(key).add(state).finish();
}

std::optional<std::string> ResultCache::bytes_of(const EntryName& entry) {
  auto bytes = read_file(path_of(entry.kind, entry.key));
  if (!bytes || !has_checksum(entry.kind, entry.key, *bytes)) return std::nullopt;
  return *std::move(bytes);
}

bool ResultCache::accept(const EntryName& entry, std::string_view bytes) {
  if (!has_checksum(entry.kind, entry.key, bytes)) return false;
  if (!write_file(path_of(entry.kind, entry.key), bytes, Durability::lazy)) return false;
  written_ += bytes.size();
  return true;
}

std::optional<Outcome> ResultCache::find_compile(const Job& job, std::string& result) {
  if (!enabled()) return std::nullopt;
  const std::string name = name_of_result(job);
  if (name.empty()) return std::nullopt;
  result = name;
  return read_outcome(result);
}

void ResultCache::keep_compile(const Job& job, const Outcome& outcome, const Inputs& inputs,
                               std::string& result) {
  if (!enabled() || outcome.process.ending.how != Ending::How::exited) return;
  // A folder that is only there may hold what it likes.
  const auto changed = [this](const std::string& name) {
    const std::string path = path_of_input(name);
    std::error_code problem;
    return (!is_presence(name) || fs::is_regular_file(path, problem)) && changed_meanwhile(path);
  };
  if (changed(job.variant->file.string()) || std::ranges::any_of(inputs.names, changed)) return;
  if (!can_be_written(inputs.names) || !states_of_inputs_.are_what_was_read(inputs)) return;
  const std::string list = Json(inputs.names).dump();
  const std::string id = digest_of(list);
  const auto known = states_.find(id);
  if (known == states_.end() || known->second == kUnknown) {  // also when its entry is damaged
    write_checked("files", id, list);
    states_.insert_or_assign(id, states_of_inputs_.of_all(inputs.names));
  }
  const std::string key = compile_key(job);
  result = Digest().add(key).add(states_.at(id)).finish();
  write_outcome(result, outcome);
  write_checked("key", key, id);
}

std::optional<Outcome> ResultCache::find_run(const Job& job, const std::string& built) {
  if (!enabled() || built.empty()) return std::nullopt;
  return read_outcome(run_key(job, built));
}

void ResultCache::keep_run(const Job& job, const std::string& built, const Outcome& outcome) {
  // A program that is to be killed by a signal says the same the next time; see run_command.cpp.
  const Ending::How how = outcome.process.ending.how;
  const bool ended = how == Ending::How::exited || how == Ending::How::signalled;
  if (!enabled() || built.empty() || !ended) return;
  write_outcome(run_key(job, built), outcome);
}

}  // namespace mustfail
