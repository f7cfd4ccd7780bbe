//@ rule: E0277
//@ needs: statics-plugin
//@ witness: signal: SIGABRT
// The guard sleeps with the coroutine: the thread that wakes it unlocks what it has not locked.
#include <norace/norace.hpp>

#include <cstdlib>
#include <mutex>
#include <thread>

#include "../job.hpp"

// Says what std::mutex leaves undefined.
class CheckedMutex {
 public:
  void lock() {
    mutex_.lock();
    owner_ = std::this_thread::get_id();
  }
  bool try_lock() {
    if (!mutex_.try_lock()) return false;
    owner_ = std::this_thread::get_id();
    return true;
  }
  void unlock() {
    if (owner_ != std::this_thread::get_id()) std::abort();
    mutex_.unlock();
  }

 private:
  std::mutex mutex_;
  std::thread::id owner_;
};

using Shared = norace::Arc<norace::Mutex<int, CheckedMutex>>;

Job add(Shared shared) {
  auto guard = shared->lock();
  *guard += 1;
  co_await std::suspend_always();  // expected-error {{[E0277]}}
}

int main() {
  auto shared = Shared::make(0);
  Job job = add(shared);
  std::thread other([&] { job.wake(); });
  other.join();
}
