// Both lend an Atomic.
#include <norace/norace.hpp>

#include <iostream>

int main() {
  const norace::Atomic<int> counter(0);
  const auto add = [](const norace::Atomic<int>& n) { n.fetch_add(1, norace::Ordering::Relaxed); };
  norace::scope([&](norace::Scope& outer) {
    outer.spawn(add, norace::borrow(counter));
    norace::scope([&](norace::Scope& inner) { inner.spawn(add, norace::borrow(counter)); });
  });
  std::cout << counter.load(norace::Ordering::Relaxed) << '\n';
}
