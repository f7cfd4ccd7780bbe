// What both use is an Atomic.
#include <norace/norace.hpp>

#include <iostream>

int main() {
  const norace::Atomic<int> n(0);
  norace::scope([&](norace::Scope& s) {
    for (int i = 0; i < 2; ++i)
      s.spawn([](const norace::Atomic<int>& x) { x.fetch_add(1, norace::Ordering::Relaxed); },
              norace::borrow(n));
  });
  std::cout << n.load(norace::Ordering::Relaxed) << '\n';
}
