// Rows are lent mutably one by one, the factors are lent to all.
#include <norace/norace.hpp>

#include <array>
#include <cstddef>
#include <iostream>

using Row = std::array<int, 3>;
using Matrix = std::array<Row, 3>;

int main() {
  const Matrix a{{{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}};
  const Matrix b{{{1, 0, 0}, {0, 2, 0}, {0, 0, 3}}};
  Matrix c{};
  norace::scope([&](norace::Scope& s) {
    for (std::size_t i = 0; i < 3; ++i)
      s.spawn(
          [](const Row& row, const Matrix& by, Row& out) {
            for (std::size_t j = 0; j < 3; ++j)
              for (std::size_t k = 0; k < 3; ++k) out[j] += row[k] * by[k][j];
          },
          norace::borrow(a[i]), norace::borrow(b), norace::borrow_mut(c[i]));
  });
  for (const auto& row : c) std::cout << row[0] << row[1] << row[2] << ' ';
  std::cout << '\n';
}
