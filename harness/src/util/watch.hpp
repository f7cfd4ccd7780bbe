#pragma once

#include <filesystem>
#include <memory>
#include <set>
#include <vector>

#include "util/failure.hpp"

namespace mustfail {

/// Tells when files below some folders change: by inotify, so what an editor writes by renaming
/// another file over it counts too. Hidden files and editors' backups do not, nor do the files that
/// are ignored by name. From its construction on Ctrl-C and SIGTERM no longer kill the process.
class Watch {
 public:
  Watch(const std::vector<std::filesystem::path>& folders, std::set<std::filesystem::path> ignored);
  ~Watch();
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  /// Waits until files have changed since this was last asked, and then until nothing changes for a
  /// moment. None: Ctrl-C or SIGTERM came.
  Result<std::set<std::filesystem::path>> wait();

  /// How many folders are watched.
  std::size_t size() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace mustfail
