// Between threads an Arc counts, and an Atomic inside is written by both.
#include <norace/norace.hpp>

#include <iostream>

int main() {
  auto n = norace::Arc<norace::Atomic<int>>::make(0);
  auto handle = norace::spawn(
      [](norace::Arc<norace::Atomic<int>> c) { c->fetch_add(1, norace::Ordering::Relaxed); }, n);
  n->fetch_add(1, norace::Ordering::Relaxed);
  handle.join();
  std::cout << n->load(norace::Ordering::Relaxed) << '\n';
}
