#include <norace/norace.hpp>

int work(const norace::Mutex<norace::BorrowMut<int>>& token) {
  auto guard = token.lock();
  const norace::BorrowMut<int> mine = *guard;  // [E0499]
  return sizeof(mine) == 8 ? 0 : 1;
}
