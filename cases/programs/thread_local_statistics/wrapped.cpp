// Each thread counts in its own variable and reports it once.
#include <norace/norace.hpp>

#include <iostream>
#include <vector>

struct HitsTag {};
constexpr norace::LocalKey<HitsTag, long> hits;

void touch() {
  hits.with([](long& n) { ++n; });
}

int main() {
  auto total = norace::Arc<norace::Atomic<long>>::make(0);
  std::vector<norace::JoinHandle<void>> threads;
  for (int i = 1; i <= 4; ++i)
    threads.push_back(norace::spawn(
        [](norace::Arc<norace::Atomic<long>> sum, int times) {
          for (int n = 0; n < times; ++n) touch();
          sum->fetch_add(hits.get(), norace::Ordering::Relaxed);
        },
        total, i));
  for (auto& thread : threads) thread.join();
  std::cout << total->load(norace::Ordering::Relaxed) << ' ' << hits.get() << '\n';
}
