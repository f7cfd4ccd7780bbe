// What changes is an Atomic; what only one changes is lent with borrow_mut.
#include <norace/norace.hpp>

#include <iostream>

int main() {
  auto n = norace::Arc<norace::Atomic<int>>::make(0);
  auto handle = norace::spawn(
      [](norace::Arc<norace::Atomic<int>> p) { p->fetch_add(1, norace::Ordering::Relaxed); }, n);
  n->fetch_add(4, norace::Ordering::Relaxed);
  handle.join();
  int lent = 0;
  norace::scope([&](norace::Scope& s) { s.spawn([](int& x) { ++x; }, norace::borrow_mut(lent)); });
  std::cout << n->load(norace::Ordering::Relaxed) << ' ' << lent << '\n';
}
