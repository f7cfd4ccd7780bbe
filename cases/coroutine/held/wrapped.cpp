// What is counted is locked for as long as it takes, and the coroutine sleeps without the lock.
#include <norace/norace.hpp>

#include <iostream>
#include <thread>

#include "../job.hpp"

using Shared = norace::Arc<norace::Mutex<int>>;

Job add(Shared shared) {
  *shared->lock() += 1;
  co_await std::suspend_always();
  *shared->lock() += 1;
}

int main() {
  auto shared = Shared::make(0);
  Job job = add(shared);
  std::thread other([&] { job.wake(); });
  other.join();
  std::cout << *shared->lock() << '\n';
}
