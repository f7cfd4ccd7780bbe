#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <vector>

namespace mustfail {

/// The depfiles of the jobs that run, written again and again rather than made and removed: ext4
/// takes longer to make a file the more were removed in the last seconds (a third of our own time,
/// measured).
class DepfileSlots {
 public:
  explicit DepfileSlots(std::filesystem::path folder);

  /// The job's file: the same one until it is released.
  std::filesystem::path of(std::size_t job);
  /// Makes it empty, so that a compiler which ends before it writes one does not seem to have.
  void empty(std::size_t job);
  void release(std::size_t job);

 private:
  std::filesystem::path folder_;
  std::map<std::size_t, unsigned> taken_;
  std::vector<unsigned> free_;
  unsigned count_ = 0;
};

}  // namespace mustfail
