#include "cache/inputs.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <system_error>

#include "util/files.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace fs = std::filesystem;

using trace_log::Kind;

namespace {

constexpr char kPresence = '?';
constexpr char kListing = '*';

/// What is asked for in the end, where one name was asked for in several ways.
enum class Use { presence, listing, bytes };

std::string spelled(Use use, const std::string& path) {
  if (use == Use::bytes) return path;
  return (use == Use::listing ? kListing : kPresence) + path;
}

/// Whether the path is one of the folders, or in one.
bool is_in_one(std::string_view path, const std::vector<std::string>& folders) {
  return std::ranges::any_of(folders,
                             [&](const std::string& folder) { return is_in(path, folder); });
}

}  // namespace

std::optional<Inputs> traced_inputs(const std::vector<TracedName>& trace, const TraceScope& scope) {
  std::vector<std::string> ours;
  for (const fs::path& folder : scope.ours) ours.push_back(folder.string());
  const std::string source = scope.source.string();
  const std::string folder = scope.folder.string();
  // What was only made is no input. What was read as well may have been there before.
  std::set<std::string_view> written;
  for (const TracedName& each : trace) {
    if (each.kind == Kind::written) written.insert(each.path);
  }
  for (const TracedName& each : trace) {
    if (each.kind == Kind::read) written.erase(each.path);
  }
  Inputs inputs;
  std::map<std::string_view, Use> uses;
  std::set<std::string_view> missing;
  bool was_seen = false;
  for (const TracedName& each : trace) {
    if (each.path == source && each.kind == Kind::read) {
      was_seen = true;
      if (!is_in_one(each.path, ours)) inputs.read.emplace_back(each.path, each.stamp);
    }
    if (each.path == source || written.contains(each.path) || is_in_one(each.path, ours)) continue;
    Use& use = uses.emplace(each.path, Use::presence).first->second;
    if (each.kind == Kind::read) inputs.read.emplace_back(each.path, each.stamp);
    if (each.kind == Kind::read || each.kind == Kind::missing) use = Use::bytes;
    if (each.kind == Kind::listed) use = std::max(use, Use::listing);
    if (each.kind == Kind::missing) missing.insert(each.path);
  }
  if (!was_seen) return std::nullopt;
  for (const auto& [path, use] : uses) {
    // The case's own folder is there, and the names in it are a part of the key: without them the
    // lists of most cases are the same.
    const bool is_beside = missing.contains(path) && path.size() > folder.size() &&
                           path.starts_with(folder) && path.rfind('/') == folder.size();
    const bool is_above = use == Use::presence && (folder + "/").starts_with(path);
    if (!is_beside && !is_above) inputs.names.push_back(spelled(use, std::string(path)));
  }
  std::ranges::sort(inputs.names);
  return inputs;
}

void add_inputs(Inputs& inputs, const std::vector<std::string>& names) {
  inputs.names.insert(inputs.names.end(), names.begin(), names.end());
  std::ranges::sort(inputs.names);
  inputs.names.erase(std::unique(inputs.names.begin(), inputs.names.end()), inputs.names.end());
}

bool can_be_written(const std::vector<std::string>& names) {
  return std::ranges::none_of(
      names, [](const std::string& name) { return first_invalid_utf8(name).has_value(); });
}

bool is_presence(const std::string& name) { return name.starts_with(kPresence); }

std::string path_of_input(const std::string& name) {
  const bool has_mark = name.starts_with(kPresence) || name.starts_with(kListing);
  return has_mark ? name.substr(1) : name;
}

std::string InputStates::of(const std::string& name) {
  if (!name.starts_with(kPresence) && !name.starts_with(kListing)) {
    return files_.of(name);
  }
  const auto known = others_.find(name);
  if (known != others_.end()) return known->second;
  const fs::path path = path_of_input(name);
  std::error_code problem;
  std::string state;
  if (name.starts_with(kPresence)) {
    state = state_of_seen(path);
  } else {
    std::vector<std::string> entries;
    fs::directory_iterator each(path, problem);
    for (const fs::directory_iterator end; !problem && each != end; each.increment(problem)) {
      entries.push_back(each->path().filename().string());
    }
    std::ranges::sort(entries);
    state = Digest().add(entries).finish();
  }
  return others_.emplace(name, std::move(state)).first->second;
}

/// What a program can learn of a name without opening it: what it is, who may use it, where a link
/// leads, and of a file its size and whether it is another one.
std::string InputStates::state_of_seen(const fs::path& path) {
  std::error_code problem;
  const fs::file_status own = fs::symlink_status(path, problem);
  if (!fs::exists(own)) return "absent";
  Digest state;
  if (fs::is_symlink(own)) state.add(fs::read_symlink(path, problem).string());
  const fs::file_status meant = fs::status(path, problem);
  state.add(static_cast<std::uint64_t>(meant.type()))
      .add(static_cast<std::uint64_t>(meant.permissions()));
  if (!fs::is_regular_file(meant)) return state.finish();
  // What a package installed keeps its time; what is large is not read for its name alone.
  if (path.string().starts_with("/usr/")) {
    const auto changed = fs::last_write_time(path, problem).time_since_epoch().count();
    return state.add(fs::file_size(path, problem))
        .add(static_cast<std::uint64_t>(changed))
        .finish();
  }
  return state.add(files_.of(path.string())).finish();
}

std::string InputStates::of_all(const std::vector<std::string>& names) {
  Digest digest;
  for (const std::string& name : names) digest.add(name).add(of(name));
  return digest.finish();
}

bool InputStates::are_what_was_read(const Inputs& inputs) {
  return std::ranges::all_of(
      inputs.read, [&](const auto& each) { return files_.stamp_of(each.first) == each.second; });
}

}  // namespace mustfail
