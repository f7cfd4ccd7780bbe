#include "command/file_change.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <string_view>

#include "util/files.hpp"
#include "util/terminal.hpp"
#include "util/text.hpp"

namespace mustfail {

namespace {

namespace fs = std::filesystem;

void show(const FileChange& change, bool also_new) {
  if (change.what == FileChange::What::create && !also_new) return;
  say("{}\n", display_path(change.file).string());
  for (const auto& line : change.differences) say("    {}\n", line);
}

bool is_yes(std::string_view answer) {
  answer = trim(answer);
  return answer == "y" || answer == "Y" || answer == "yes";
}

bool ask(std::string_view what) {
  say("{} [y/N] ", what);
  std::fflush(stdout);
  std::string answer;
  std::getline(std::cin, answer);
  return is_yes(answer);
}

void remove_empty_folders(fs::path folder, const fs::path& root) {
  std::error_code problem;
  while (folder != root && folder.string().starts_with(root.string() + "/") &&
         fs::is_empty(folder, problem) && !problem) {
    if (!fs::remove(folder, problem)) return;
    folder = folder.parent_path();
  }
}

Result<void> make(const FileChange& change, const fs::path& root) {
  if (change.what != FileChange::What::remove) return write_file(change.file, change.bytes);
  std::error_code problem;
  fs::remove(change.file, problem);
  if (problem) {
    return Failure{{change.file, 0},
                   fmt::format("cannot remove this file: {}", problem.message()),
                   "check the permissions of its folder"};
  }
  if (!root.empty()) remove_empty_folders(change.file.parent_path(), root);
  return {};
}

std::string_view done(FileChange::What what) {
  if (what == FileChange::What::create) return "new    ";
  return what == FileChange::What::replace ? "changed" : "removed";
}

}  // namespace

Changed change_files(const std::vector<FileChange>& changes, const ChangeOptions& options) {
  const bool asks = !options.yes && ::isatty(STDIN_FILENO) == 1 && ::isatty(STDOUT_FILENO) == 1;
  std::size_t removals = 0;
  std::size_t writes = 0;
  for (const FileChange& each : changes) {
    show(each, asks);
    removals += each.what == FileChange::What::remove ? 1U : 0U;
    writes += each.what == FileChange::What::create || each.what == FileChange::What::replace;
  }
  Changed changed;
  if (writes + removals == 0) return changed;
  if (asks && !ask(fmt::format("{} {}?", removals > 0 ? "remove" : "write",
                               counted(removals + writes, options.noun)))) {
    changed.declined = true;
    return changed;
  }
  for (const FileChange& each : changes) {
    if (each.what == FileChange::What::refuse) continue;
    if (const auto made = make(each, options.root); !made) {
      changed.failures.push_back(made.error());
      continue;
    }
    say("{} {}\n", done(each.what), display_path(each.file).string());
    ++changed.done;
  }
  return changed;
}

}  // namespace mustfail
