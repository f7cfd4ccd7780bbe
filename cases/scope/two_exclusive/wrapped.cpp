// Each thread has a part of its own.
#include <norace/norace.hpp>

#include <iostream>

int main() {
  int counts[2] = {};
  norace::scope([&](norace::Scope& s) {
    for (auto part : norace::chunks_mut(counts, 1))
      s.spawn([](std::span<int> mine) { ++mine[0]; }, part);
  });
  std::cout << counts[0] + counts[1] << '\n';
}
