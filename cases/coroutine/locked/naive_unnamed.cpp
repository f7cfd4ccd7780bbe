//@ rule: N0001
//@ revisions: seen unseen
//@[seen] only: clang
//@[seen] flags(clang>=22): -Werror=unused-value
//@[unseen] only: gcc
//@[unseen] known-hole: GCC does not warn of what co_await gives and nobody takes
// A guard that nobody names is let go at once, and protects nothing that follows.
#include <norace/norace.hpp>
#include <norace/async_mutex.hpp>
#include <norace/async_pool.hpp>

NORACE_UNSAFE_STATIC("the lock beside it keeps it") int beside = 0;

using Lock = norace::Arc<norace::AsyncMutex<int>>;

norace::Task<> add(Lock lock) {
  co_await lock->lock();  // seen-error {{[N0001]}}
  ++beside;
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
