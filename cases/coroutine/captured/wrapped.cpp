// A lambda's coroutines share a counter that is their argument.
#include <norace/norace.hpp>
#include <norace/async_pool.hpp>

#include <iostream>
#include <vector>

using Counter = norace::Arc<norace::Atomic<int>>;

int main() {
  const norace::Pool pool(4);
  auto counter = Counter::make(0);
  const auto add = [](Counter n, int by) -> norace::Task<> {
    n->fetch_add(by, norace::Ordering::Relaxed);
    co_return;
  };
  std::vector<norace::TaskHandle<void>> handles;
  for (int i = 1; i <= 100; ++i) handles.push_back(pool.spawn(add(counter, i)));
  for (auto& handle : handles) handle.join();
  std::cout << counter->load(norace::Ordering::Relaxed) << '\n';
}
