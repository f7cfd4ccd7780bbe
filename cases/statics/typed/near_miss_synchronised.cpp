//@ needs: statics-plugin
//@ flags: -Wno-unused
// Not const, and all of their operations may be called by several threads at once.
#include <norace/norace.hpp>

#include <array>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <semaphore>
#include <shared_mutex>

std::atomic<int> hits;
std::atomic<const char*> mood = "calm";
std::atomic_flag stop;
std::mutex lock;
std::shared_mutex shared_lock;
std::recursive_mutex recursive_lock;
std::once_flag once;
std::condition_variable ready;
std::counting_semaphore<3> places(3);
std::atomic<int> by_slot[4];
std::array<std::atomic<int>, 4> by_place;
norace::Atomic<long> total;
std::atomic<int>& same_hits = hits;
std::atomic<int>* const pointer_to_hits = &hits;

// A class made of such members alone.
class Statistics {
 public:
  void add() { ++hits_, ++misses_; }

 private:
  std::atomic<int> hits_, misses_;
  const int limit_ = 3;
};
Statistics statistics;

// Vouched for.
class Counter {
 public:
  void add() {
    const std::lock_guard guard(lock_);
    ++value_;
  }

 private:
  std::mutex lock_;
  int value_ = 0;
};
template <>
inline constexpr bool norace::unsafe_sync_mut<Counter> = true;
Counter counter;

// The library's own, const.
const norace::Mutex<int> mutex(0);
const norace::RwLock<int> rw_lock(0);
const norace::Atomic<int> atomic(0);
const norace::OnceLock<int> once_lock;
const norace::LazyLock<int> lazy([] { return 1; });
const norace::Condvar condvar;
inline constexpr struct Depth {
} depth_tag;
inline constexpr norace::LocalKey<Depth, int> depth;
const norace::Arc<norace::Mutex<int>> arc = norace::Arc<norace::Mutex<int>>::make(0);

int main() {
  statistics.add();
  counter.add();
  return hits.load();
}
