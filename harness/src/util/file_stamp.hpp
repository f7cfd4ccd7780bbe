#pragma once

#include <sys/stat.h>

#include <cstdint>

namespace mustfail {

/// Which file stood behind a name: of two files, or of a file before and after it is written, one
/// part at least differs. C++17, and nothing of the harness's own: compilers load it, too.
struct FileStamp {
  std::uint64_t device = 0;
  std::uint64_t number = 0;
  std::uint64_t size = 0;
  std::uint64_t modified = 0;
  std::uint64_t changed = 0;

  friend bool operator==(const FileStamp& a, const FileStamp& b) {
    return a.device == b.device && a.number == b.number && a.size == b.size &&
           a.modified == b.modified && a.changed == b.changed;
  }
};

inline std::uint64_t nanoseconds(const timespec& time) {
  constexpr std::uint64_t kPerSecond = 1'000'000'000;
  return static_cast<std::uint64_t>(time.tv_sec) * kPerSecond +
         static_cast<std::uint64_t>(time.tv_nsec);
}

inline FileStamp stamp_of(const struct stat& status) {
  return {status.st_dev, status.st_ino, static_cast<std::uint64_t>(status.st_size),
          nanoseconds(status.st_mtim), nanoseconds(status.st_ctim)};
}

}  // namespace mustfail
