//@ mode: compile-pass
//@ witness: race
//@ flags: -DNORACE_UNCHECKED
// The naive program with what the standard library has: it compiles, and races. The block of
// jthreads is the scope.
// The flag is for the suite's plugins, which would reject it (N0005): std has no plugin.
#include <functional>
#include <iostream>
#include <thread>
#include <vector>

int main() {
  int counter = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 10; ++i) {
      threads.emplace_back(
          [](int& c) {
            for (int n = 0; n < 1000; ++n) ++c;
          },
          std::ref(counter));
    }
  }
  std::cout << counter << '\n';
}
