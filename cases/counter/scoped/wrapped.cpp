// Ten scoped threads share an Atomic that they borrow.
#include <norace/norace.hpp>

#include <iostream>

int main() {
  const norace::Atomic<int> counter(0);
  norace::scope([&](norace::Scope& s) {
    for (int i = 0; i < 10; ++i) {
      s.spawn(
          [](const norace::Atomic<int>& c) {
            for (int n = 0; n < 1000; ++n) c.fetch_add(1, norace::Ordering::Relaxed);
          },
          norace::borrow(counter));
    }
  });
  std::cout << counter.load(norace::Ordering::Relaxed) << '\n';
}
