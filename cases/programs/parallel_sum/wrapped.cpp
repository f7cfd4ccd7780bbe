// A scope lends disjoint parts of a vector; each thread returns its sum.
#include <norace/norace.hpp>

#include <cstddef>
#include <iostream>
#include <numeric>
#include <span>
#include <vector>

int main() {
  std::vector<long> numbers(1000);
  std::iota(numbers.begin(), numbers.end(), 1L);
  long total = 0;
  norace::scope([&](norace::Scope& s) {
    std::vector<norace::ScopedJoinHandle<long>> parts;
    for (auto part : norace::chunks_mut(numbers, 250))
      parts.push_back(s.spawn(
          [](std::span<long> mine) {
            for (long& n : mine) n *= 2;
            return std::accumulate(mine.begin(), mine.end(), 0L);
          },
          part));
    for (auto& part : parts) total += part.join();
  });
  std::cout << total << ' ' << numbers.back() << '\n';
}
