// Arc and Mutex: the counter cannot be reached without its lock.
#include <norace/norace.hpp>

#include <iostream>
#include <vector>

int main() {
  using Counter = norace::Arc<norace::Mutex<int>>;
  auto counter = Counter::make(0);
  std::vector<norace::JoinHandle<void>> threads;
  for (int i = 0; i < 10; ++i) {
    threads.push_back(norace::spawn(
        [](const Counter& c) {
          for (int n = 0; n < 1000; ++n) c->with([](int& total) { ++total; });
        },
        counter.clone()));
  }
  for (auto& each : threads) each.join();
  std::cout << counter->with([](int& n) { return n; }) << '\n';
}
