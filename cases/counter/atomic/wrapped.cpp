// The counter is an Atomic; every thread owns a handle to it.
#include <norace/norace.hpp>

#include <cstddef>
#include <iostream>
#include <vector>

int main() {
  using Counter = norace::Arc<norace::Atomic<std::size_t>>;
  auto counter = Counter::make(0U);
  std::vector<norace::JoinHandle<void>> handles;
  for (int i = 0; i < 10; ++i) {
    handles.push_back(norace::spawn(
        [](Counter c) {
          for (int n = 0; n < 1000; ++n) c->fetch_add(1U, norace::Ordering::Relaxed);
        },
        counter.clone()));
  }
  for (auto& handle : handles) handle.join();
  std::cout << counter->load(norace::Ordering::Relaxed) << '\n';
}
