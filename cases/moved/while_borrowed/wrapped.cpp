// Whoever needs an element later asks the thread for the vector back, or shares it behind a lock.
#include <norace/norace.hpp>

#include <iostream>
#include <utility>
#include <vector>

int main() {
  std::vector<int> v(100);
  auto handle = norace::spawn(
      [](std::vector<int> mine) {
        mine[0] = 1;
        return mine;
      },
      std::move(v));
  v = handle.join();
  int& first = v[0];
  first += 1;
  std::cout << v[0] << '\n';
}
