// The guard has a name, and is held while something else is awaited.
#include <norace/norace.hpp>
#include <norace/async_mutex.hpp>
#include <norace/async_pool.hpp>

#include <iostream>

using Shared = norace::Arc<norace::AsyncMutex<long>>;

norace::Task<long> more(long n) { co_return n + 1; }
norace::Task<> add(Shared n, int times) {
  for (int i = 0; i < times; ++i) {
    auto guard = co_await n->lock();
    *guard = co_await more(*guard);
  }
}

int main() {
  const norace::Pool pool(2);
  auto n = Shared::make(0L);
  auto first = pool.spawn(add(n, 1000));
  auto second = pool.spawn(add(n, 1000));
  first.join();
  second.join();
  std::cout << *n->lock_blocking() << '\n';
}
