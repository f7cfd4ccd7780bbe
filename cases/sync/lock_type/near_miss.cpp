// A lock of one's own is fine once its author vouches for it.
#include <norace/norace.hpp>

#include <atomic>
#include <mutex>

class SpinLock {
 public:
  void lock() {
    while (!try_lock()) norace::yield_now();
  }
  bool try_lock() { return !held_.test_and_set(std::memory_order_acquire); }
  void unlock() { held_.clear(std::memory_order_release); }

 private:
  std::atomic_flag held_;
};
template <>
inline constexpr bool norace::unsafe_sync_mut<SpinLock> = true;  // all it does is atomic

template <class Lock>
int count() {
  using Counter = norace::Mutex<int, Lock>;
  auto counter = norace::Arc<Counter>::make(0);
  auto handle = norace::spawn([](norace::Arc<Counter> c) { c->with([](int& n) { ++n; }); }, counter);
  counter->with([](int& n) { ++n; });
  handle.join();
  return counter->with([](int& n) { return n; });
}

int main() { return count<SpinLock>() + count<std::timed_mutex>() + count<std::recursive_mutex>() - 6; }
