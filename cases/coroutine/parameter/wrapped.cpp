// A hundred coroutines on a pool add to a counter that they share.
#include <norace/norace.hpp>
#include <norace/async_pool.hpp>

#include <iostream>
#include <vector>

using Counter = norace::Arc<norace::Mutex<long>>;

norace::Task<> add_to(Counter n) {
  *n->lock() += 1;
  co_return;
}

int main() {
  const norace::Pool pool(4);
  auto counter = Counter::make(0);
  std::vector<norace::TaskHandle<void>> handles;
  for (int i = 0; i < 100; ++i) handles.push_back(pool.spawn(add_to(counter)));
  for (auto& handle : handles) handle.join();
  std::cout << counter->with([](long& n) { return n; }) << '\n';
}
