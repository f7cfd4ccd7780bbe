// Tasks share a counter, and start tasks of their own.
#include <norace/norace.hpp>
#include <norace/pool.hpp>

#include <iostream>
#include <vector>

using Counter = norace::Arc<norace::Mutex<int>>;

int main() {
  auto counter = Counter::make(0);
  {
    const norace::Pool pool(4);
    std::vector<norace::TaskHandle<void>> handles;
    for (int i = 0; i < 100; ++i)
      handles.push_back(pool.spawn([](Counter c, int by) { *c->lock() += by; }, counter, i));
    for (auto& handle : handles) handle.join();
  }
  std::cout << counter->with([](int& n) { return n; }) << '\n';
}
