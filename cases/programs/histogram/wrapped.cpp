// Each thread counts its part for itself; the parts are added up at the end.
#include <norace/norace.hpp>

#include <array>
#include <iostream>
#include <utility>
#include <vector>

using Counts = std::array<int, 4>;

Counts count(const std::vector<int>& values, std::size_t begin, std::size_t end) {
  Counts counts{};
  for (std::size_t i = begin; i < end; ++i) ++counts[static_cast<std::size_t>(values[i] % 4)];
  return counts;
}

int main() {
  std::vector<int> values;
  for (int i = 0; i < 1000; ++i) values.push_back(i * i);
  Counts total{};
  norace::scope([&](norace::Scope& s) {
    std::vector<norace::ScopedJoinHandle<Counts>> parts;
    for (std::size_t begin = 0; begin < values.size(); begin += 250)
      parts.push_back(s.spawn(count, norace::borrow(values), begin, begin + 250));
    for (auto& part : parts) {
      const Counts counts = part.join();
      for (std::size_t i = 0; i < total.size(); ++i) total[i] += counts[i];
    }
  });
  for (int n : total) std::cout << n << ' ';
  std::cout << '\n';
}
