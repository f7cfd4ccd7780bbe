// Copies of plain values may be captured; a [&] that names nothing captures nothing.
#include <norace/norace.hpp>

#include <array>
#include <cstddef>

int main() {
  int n = 1;
  std::size_t wide = 2;
  double ratio = 0.5;
  const std::array<int, 2> pair{1, 2};
  auto copies = norace::spawn([n] { return n; });
  auto wide_copy = norace::spawn([wide] { return wide; });
  auto two = norace::spawn([wide, ratio] { return static_cast<double>(wide) * ratio; });
  auto array = norace::spawn([pair] { return pair[0]; });
  auto nothing = norace::spawn([&] { return 1; });
  auto generic = norace::spawn([](auto x) { return x; }, n);
  return copies.join() + nothing.join() + generic.join() == 3 && two.join() > 0 && array.join() == 1 &&
                 wide_copy.join() == 2
             ? 0
             : 1;
}
