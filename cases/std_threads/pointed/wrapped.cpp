// An Arc leads all threads to one object, and gives no way to change it but an Atomic's.
#include <norace/norace.hpp>

#include <iostream>
#include <vector>

int main() {
  using Count = norace::Arc<norace::Atomic<int>>;
  auto count = Count::make(0);
  std::vector<norace::JoinHandle<void>> threads;
  for (int i = 0; i < 4; ++i) {
    threads.push_back(norace::spawn(
        [](const Count& c) {
          for (int n = 0; n < 1000; ++n) c->fetch_add(1, norace::Ordering::Relaxed);
        },
        count.clone()));
  }
  for (auto& each : threads) each.join();
  std::cout << count->load(norace::Ordering::Relaxed) << '\n';
}
