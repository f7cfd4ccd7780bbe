//@ mode: compile-pass
//@ witness: race
//@ flags: -DNORACE_UNCHECKED
// The naive program with what the standard library has: it compiles, and races.
// The flag is for the suite's plugins, which would reject it (N0005): std has no plugin.
#include <cstddef>
#include <iostream>
#include <thread>
#include <vector>

int main() {
  std::size_t counter = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 10; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 1000; ++n) ++counter;
    });
  }
  for (auto& thread : threads) thread.join();
  std::cout << counter << '\n';
}
