//@ rule: E0521
// Ten threads append what they counted to one vector that they were passed by reference.
#include <norace/norace.hpp>

#include <functional>
#include <iostream>
#include <vector>

void count(std::vector<int>& counts) {
  for (int n = 0; n < 100; ++n) counts[0] += 10;
}

int main() {
  std::vector<int> counts(1);
  std::vector<norace::JoinHandle<void>> handles;
  for (int i = 0; i < 10; ++i) {
    handles.push_back(norace::spawn(count, std::ref(counts)));  // expected-error {{[E0521]}}
  }
  for (auto& handle : handles) handle.join();
  std::cout << counts[0] << '\n';
}
//@ safe: ;
