#include "toolchain/command_inputs.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>
#include <utility>

#include "util/text.hpp"

namespace mustfail {

namespace fs = std::filesystem;

namespace {

/// No include folder of a library is that large; `-I/` would otherwise walk the disk.
constexpr std::size_t kMostNames = 200'000;

constexpr std::array kFolderFlags{"-isystem", "-idirafter", "-iquote", "-I", "-B"};
constexpr std::string_view kLibraryFolders = "LD_LIBRARY_PATH=";
constexpr std::array<std::string_view, 3> kIncludeFolders{
    "CPATH=", "C_INCLUDE_PATH=", "CPLUS_INCLUDE_PATH="};

/// The part of a word that may name a file or a folder; empty when none can.
std::string_view named_path(std::string_view word) {
  for (const std::string_view flag : kFolderFlags) {
    if (word.starts_with(flag)) return word.substr(flag.size());
  }
  if (const std::size_t cut = word.find('='); cut != std::string_view::npos) {
    word.remove_prefix(cut + 1);
  }
  return word.find('/') == std::string_view::npos ? std::string_view() : word;
}

/// The folders of `-Wl,-rpath,A:B` and its like, in which the program looks for its libraries: one
/// that appears in the first stands in front of that of the second.
std::vector<std::string> run_path(std::string_view word) {
  constexpr std::string_view kFlag = "-rpath";
  const std::size_t at = word.find(kFlag);
  if (at == std::string_view::npos) return {};
  std::string_view folders = word.substr(at + kFlag.size());
  if (folders.starts_with("-link") || folders.empty()) return {};
  folders.remove_prefix(1);
  return split_list(folders.substr(0, folders.find(',')), ':');
}

bool takes_a_folder(std::string_view word) {
  return std::ranges::any_of(kFolderFlags, [&](std::string_view flag) { return word == flag; });
}

bool names_a_folder(std::string_view word) {
  return std::ranges::any_of(kFolderFlags,
                             [&](std::string_view flag) { return word.starts_with(flag); });
}

/// The folders in a variable of this name, `A:B`.
std::vector<fs::path> folders_in(std::string_view variable, std::string_view name,
                                 const fs::path& start) {
  std::vector<fs::path> folders;
  if (!variable.starts_with(name)) return folders;
  for (const auto& each : split_list(variable.substr(name.size()), ':')) {
    folders.push_back(start / each);
  }
  return folders;
}

}  // namespace

std::vector<fs::path> library_folders(const Command& command) {
  std::vector<fs::path> folders;
  for (const std::string& word : command.argv) {
    for (const auto& each : run_path(word)) folders.push_back(command.folder / each);
  }
  for (const std::string& variable : command.environment) {
    const auto more = folders_in(variable, kLibraryFolders, command.folder);
    folders.insert(folders.end(), more.begin(), more.end());
  }
  return folders;
}

const std::string& CommandInputs::names_below(const fs::path& folder) {
  const auto known = names_.find(folder.string());
  if (known != names_.end()) return known->second;
  std::vector<std::string> names;
  std::error_code problem;
  fs::recursive_directory_iterator entries(folder, problem);
  for (const fs::recursive_directory_iterator end;
       !problem && entries != end && names.size() < kMostNames; entries.increment(problem)) {
    names.push_back(entries->path().string());
  }
  std::ranges::sort(names);
  return names_.emplace(folder.string(), Digest().add(names).finish()).first->second;
}

void CommandInputs::add_file(Digest& digest, const fs::path& path) {
  auto known = is_regular_file_.find(path.string());
  if (known == is_regular_file_.end()) {
    std::error_code ignored;
    known = is_regular_file_.emplace(path.string(), fs::is_regular_file(path, ignored)).first;
  }
  if (known->second) digest.add(path.string()).add(digests_.of(path.string()));
}

void CommandInputs::add_libraries(Digest& digest, const fs::path& folder) {
  if (folder.string().starts_with("/usr/")) return;  // the system's, which no test changes
  std::vector<fs::path> libraries;
  std::error_code problem;
  fs::directory_iterator entries(folder, problem);
  for (const fs::directory_iterator end; !problem && entries != end; entries.increment(problem)) {
    const std::string name = entries->path().filename().string();
    if (name.find(".so") != std::string::npos) libraries.push_back(entries->path());
  }
  std::ranges::sort(libraries);
  for (const fs::path& each : libraries) add_file(digest, each);
}

std::string CommandInputs::state_of(const Command& command,
                                    const std::vector<std::string>& except) {
  Digest digest;
  bool folder_follows = false;
  for (std::size_t i = 1; i < command.argv.size(); ++i) {
    const std::string& word = command.argv[i];
    const bool is_folder = std::exchange(folder_follows, takes_a_folder(word));
    if (folder_follows || std::ranges::find(except, word) != except.end()) continue;
    const std::string_view named = is_folder ? std::string_view(word) : named_path(word);
    if (named.empty()) continue;
    const fs::path path = command.folder / named;
    if (is_folder || names_a_folder(word)) {
      digest.add(names_below(path));
    } else {
      add_file(digest, path);
    }
  }
  for (const fs::path& folder : library_folders(command)) add_libraries(digest, folder);
  for (const std::string& variable : command.environment) {
    for (const std::string_view name : kIncludeFolders) {
      for (const fs::path& each : folders_in(variable, name, command.folder)) {
        digest.add(names_below(each));
      }
    }
  }
  return digest.finish();
}

}  // namespace mustfail
