// The guard moves, so there is one at a time.
#include <norace/norace.hpp>

#include <iostream>
#include <utility>

void add(const norace::Arc<norace::Mutex<int>>& shared) {
  auto guard = shared->lock();
  auto moved = std::move(guard);
  ++*moved;
}

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  auto handle = norace::spawn(add, m.clone());
  add(m);
  handle.join();
  std::cout << m->with([](int& n) { return n; }) << '\n';
}
