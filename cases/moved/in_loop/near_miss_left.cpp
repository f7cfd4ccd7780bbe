// It moves in a turn that leaves the loop, has a value again before the next one, or is a copy.
#include <norace/norace.hpp>

using Shared = norace::Arc<norace::Mutex<int>>;

void add(Shared shared) {
  shared->with([](int& n) { n += 1; });
}

int main() {
  auto m = Shared::make(0);
  auto other = m.clone();
  for (int i = 0; i < 3; ++i) {
    if (i < 2) continue;
    norace::spawn(add, std::move(m)).join();
    break;
  }
  m = other.clone();
  while (true) {
    norace::spawn(add, m.clone()).join();
    if (*m->lock() < 3) continue;
    norace::spawn(add, std::move(m)).join();
    break;
  }
  for (int i = 0; i < 2; ++i) {
    Shared mine = other.clone();
    norace::spawn(add, std::move(mine)).join();
    mine = other.clone();
    add(std::move(mine));
  }
  return *other->lock() - 8;
}
