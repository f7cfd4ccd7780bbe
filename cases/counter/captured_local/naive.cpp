//@ rule: E0373
// Ten threads increment a local that they captured by reference; a WaitGroup waits for them.
// The same program in Go compiles, races and prints less than 10000.
#include <norace/norace.hpp>

#include <iostream>
#include <vector>

int main() {
  int counter = 0;
  norace::WaitGroup group;
  std::vector<norace::JoinHandle<void>> handles;
  for (int i = 0; i < 10; ++i) {
    handles.push_back(norace::spawn([&counter, g = group]() mutable {  // expected-error {{[E0373]}}
      for (int n = 0; n < 1000; ++n) ++counter;
      g.done();
    }));
  }
  group.wait();
  std::cout << counter << '\n';
}
