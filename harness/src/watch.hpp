#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "failure.hpp"

namespace mustfail {

/// Tells when files below some folders change: by inotify, so what an editor writes by renaming
/// another file over it counts too. Hidden files and editors' backups do not.
class Watch {
 public:
  explicit Watch(const std::vector<std::filesystem::path>& folders);
  ~Watch();
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  /// Waits until files have changed since this was last asked, and then until nothing changes for a
  /// moment. The files, each once; none when Ctrl-C or SIGTERM came.
  Result<std::vector<std::filesystem::path>> wait();

  /// How many folders are watched.
  std::size_t size() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace mustfail
