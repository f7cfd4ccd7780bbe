//@ mode: compile-pass
//@ witness: race
//@ flags: -DNORACE_UNCHECKED
// The naive program with what the standard library has: it compiles, and races.
// The flag is for the suite's plugins, which would reject it (N0005): std has no plugin.
#include <functional>
#include <iostream>
#include <thread>
#include <vector>

void count(std::vector<int>& counts) {
  for (int n = 0; n < 100; ++n) counts[0] += 10;
}

int main() {
  std::vector<int> counts(1);
  std::vector<std::thread> threads;
  for (int i = 0; i < 10; ++i) threads.emplace_back(count, std::ref(counts));
  for (auto& thread : threads) thread.join();
  std::cout << counts[0] << '\n';
}
