// Conway's game of life: every generation reads one board and writes disjoint rows of the next.
#include <norace/norace.hpp>

#include <array>
#include <iostream>
#include <span>
#include <vector>

constexpr int size = 8;
using Row = std::array<int, size>;
using Board = std::vector<Row>;

int neighbours(const Board& board, int row, int column) {
  int count = 0;
  for (int r = row - 1; r <= row + 1; ++r)
    for (int c = column - 1; c <= column + 1; ++c)
      if ((r != row || c != column) && r >= 0 && r < size && c >= 0 && c < size)
        count += board[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)];
  return count;
}

void next_rows(const Board& now, std::span<Row> out, int first) {
  for (std::size_t r = 0; r < out.size(); ++r)
    for (int c = 0; c < size; ++c) {
      const int row = first + static_cast<int>(r);
      const int around = neighbours(now, row, c);
      const auto column = static_cast<std::size_t>(c);
      const bool alive = now[static_cast<std::size_t>(row)][column] == 1;
      out[r][column] = around == 3 || (alive && around == 2) ? 1 : 0;
    }
}

int main() {
  Board now(size, Row{});
  now[1][2] = now[2][3] = now[3][1] = now[3][2] = now[3][3] = 1;  // a glider
  for (int generation = 0; generation < 8; ++generation) {
    Board next(size, Row{});
    norace::scope([&](norace::Scope& s) {
      int first = 0;
      for (auto rows : norace::chunks_mut(next, 3)) {
        s.spawn(next_rows, norace::borrow(now), rows, first);
        first += static_cast<int>(rows.size());
      }
    });
    now = next;
  }
  int alive = 0;
  for (const Row& row : now)
    for (int cell : row) alive += cell;
  std::cout << alive << ' ' << now[5][4] << now[5][5] << '\n';
}
