//@ rule: E0373
// Ten threads increment a local size_t that they captured with [&].
#include <norace/norace.hpp>

#include <cstddef>
#include <iostream>
#include <vector>

int main() {
  std::size_t counter = 0;
  std::vector<norace::JoinHandle<void>> handles;
  for (int i = 0; i < 10; ++i) {
    handles.push_back(norace::spawn([&] {  // expected-error {{[E0373]}}
      for (int n = 0; n < 1000; ++n) ++counter;
    }));
  }
  for (auto& handle : handles) handle.join();
  std::cout << counter << '\n';
}
