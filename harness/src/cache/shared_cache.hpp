#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cache/remote_cache.hpp"
#include "cache/result_cache.hpp"

namespace mustfail {

/// A local cache that is filled from a remote one, and fills it. What comes from there is believed
/// as little as what is on the disk: an entry carries a checksum of its bytes and of its key, and
/// one that does not fit is not taken, and counted.
class SharedCache {
 public:
  SharedCache(ResultCache& local, RemoteCache& remote) : local_(local), remote_(remote) {}

  /// Brings what the remote cache knows of this compile, and of what runs its product, into the
  /// local one, which can then be asked. `done` is called once, later.
  void fetch(const Job& compile, std::vector<const Job*> runs, std::function<void()> done);

  /// Stores what the local cache has just kept.
  void store_compile(const Job& compile, const std::string& built);
  void store_run(const Job& run, const std::string& built);

  std::size_t fetched() const { return fetched_; }
  std::size_t rejected() const { return rejected_; }

 private:
  void bring(const EntryName& entry, std::function<void(bool here)> done);
  void fetch_outcomes(const std::string& built, std::vector<const Job*> runs,
                      std::function<void()> done);
  void store(const EntryName& entry);

  ResultCache& local_;
  RemoteCache& remote_;
  std::size_t fetched_ = 0;
  std::size_t rejected_ = 0;
};

/// What an entry is called in the remote cache: 64 hexadecimal digits.
std::string remote_name(const EntryName& entry);

}  // namespace mustfail
