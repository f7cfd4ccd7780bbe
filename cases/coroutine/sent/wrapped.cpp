// A coroutine on a pool and its caller own a number together, by an Arc.
#include <norace/norace.hpp>
#include <norace/async_pool.hpp>

#include <iostream>

norace::Task<int> read(norace::Arc<int> n) {
  const auto mine = n.clone();
  co_return *mine;
}

int main() {
  const norace::Pool pool(2);
  const auto shared = norace::Arc<int>::make(1);
  auto handle = pool.spawn(read(shared));
  for (int i = 0; i < 100; ++i) const auto other = shared.clone();
  std::cout << handle.join() << '\n';
}
