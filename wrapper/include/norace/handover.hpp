// What a library's own threads are given, and give back, said with atomics of ours.
//
// Promise: what was before give() happens before what is after take(). The libraries that are used
// with it promise the same; but a race detector does not see into one that was built without it,
// and takes each value that goes through for a race.
//
// Example: `handover.give(); ... /* there */ handover.take();`
#pragma once

#include <atomic>

namespace norace::detail {

class Handover {
 public:
  void give() noexcept { given_.fetch_add(1, std::memory_order_release); }
  void take() const noexcept { static_cast<void>(given_.load(std::memory_order_acquire)); }
  // Gives at its end, also where an exception leaves.
  class AtEnd {
   public:
    explicit AtEnd(Handover& to) noexcept : to_(to) {}
    AtEnd(const AtEnd&) = delete;
    AtEnd& operator=(const AtEnd&) = delete;
    ~AtEnd() { to_.give(); }

   private:
    Handover& to_;
  };

 private:
  std::atomic<unsigned> given_{0};
};

}  // namespace norace::detail
