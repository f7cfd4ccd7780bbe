//@ rule: N0001
// try_lock() takes the lock where it is free, and gives it up with the guard that nobody names.
#include <norace/norace.hpp>
#include <norace/async_mutex.hpp>
#include <norace/async_pool.hpp>

NORACE_UNSAFE_STATIC("the lock beside it keeps it") int beside = 0;

using Lock = norace::Arc<norace::AsyncMutex<int>>;

norace::Task<> add(Lock lock) {
  lock->try_lock();  // expected-error {{[N0001]}}
  ++beside;
  co_return;
}

int main() {
  const norace::Pool pool(1);
  auto lock = Lock::make(0);
  auto other = pool.spawn(add(lock));
  do {
    norace::block_on(add(lock));
  } while (!other.is_finished());
  other.join();
}
//@ safe: auto guard = co_await lock->lock();
