// Disjoint chunks of the vector, one for each thread.
#include <norace/norace.hpp>

#include <iostream>
#include <span>
#include <vector>

int main() {
  std::vector<int> v(10, 1);
  norace::scope([&](norace::Scope& s) {
    for (auto part : norace::chunks_mut(v, 4))
      s.spawn(
          [](std::span<int> mine) {
            for (int& x : mine) x *= 2;
          },
          part);
  });
  int sum = 0;
  for (int x : v) sum += x;
  std::cout << sum << '\n';
}
