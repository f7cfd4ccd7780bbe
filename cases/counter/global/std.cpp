//@ mode: compile-pass
//@ witness: race
//@ flags: -DNORACE_UNCHECKED
// The naive program with what the standard library has: it compiles, and races.
// The flag is for the suite's plugins, which would reject the global: std has no plugin.
#include <iostream>
#include <thread>
#include <vector>

int counter = 0;

void increment() {
  for (int n = 0; n < 1000; ++n) ++counter;
}

int main() {
  std::vector<std::thread> threads;
  for (int i = 0; i < 10; ++i) threads.emplace_back(increment);
  for (auto& thread : threads) thread.join();
  std::cout << counter << '\n';
}
