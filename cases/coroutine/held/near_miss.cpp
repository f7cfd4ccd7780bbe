//@ needs: statics-plugin
// Let go of before the coroutine sleeps, by its scope, by hand or by a move; locked behind it.
#include <norace/norace.hpp>

#include <iostream>
#include <mutex>

#include "../job.hpp"

using Shared = norace::Arc<norace::Mutex<int>>;

Job add(Shared shared, bool twice) {
  {
    auto guard = shared->lock();
    *guard += 1;
  }
  co_await std::suspend_always();
  auto guard = shared->lock();
  *guard += 1;
  guard.unlock();
  co_await std::suspend_always();
  if (twice) {
    auto again = shared->lock();
    *again += 1;
  } else {
    co_await std::suspend_always();
  }
}

Job in_turn(std::mutex& mutex, int& n) {
  std::unique_lock<std::mutex> lock(mutex);
  n += 1;
  lock.unlock();
  co_await std::suspend_always();
  lock.lock();
  n += 1;
}

int main() {
  auto shared = Shared::make(0);
  Job job = add(shared, true);
  job.wake();
  job.wake();
  std::mutex mutex;
  int n = 0;
  Job other = in_turn(mutex, n);
  other.wake();
  std::cout << *shared->lock() + n << '\n';
}
