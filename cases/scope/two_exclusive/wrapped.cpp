// Each thread has a part of its own; the toolchains without the analysis find the mistake at run
// time, before the second thread starts.
#include <norace/norace.hpp>

#include <iostream>

int main() {
  int counts[2] = {};
  norace::scope([&](norace::Scope& s) {
    for (auto part : norace::chunks_mut(counts, 1))
      s.spawn([](std::span<int> mine) { ++mine[0]; }, part);
  });
  std::cout << counts[0] + counts[1] << '\n';
  try {
    norace::scope([&](norace::Scope& s) {
      for (int i = 0; i < 2; ++i) s.spawn([](int& x) { ++x; }, norace::borrow_mut(counts[0]));
    });
  } catch (const norace::BorrowError& e) {
    std::cout << counts[0] << ' ' << e.what() << '\n';
  }
}
