// What both change is an Atomic; what only the thread changes is read after the scope.
#include <norace/norace.hpp>

#include <iostream>

int main() {
  const norace::Atomic<int> n(0);
  int alone = 0;
  norace::scope([&](norace::Scope& s) {
    s.spawn(
        [](const norace::Atomic<int>& x, int& own) {
          x.fetch_add(1, norace::Ordering::Relaxed);
          own = 5;
        },
        norace::borrow(n), norace::borrow_mut(alone));
    n.fetch_add(1, norace::Ordering::Relaxed);
  });
  std::cout << n.load(norace::Ordering::Relaxed) << ' ' << alone << '\n';
}
