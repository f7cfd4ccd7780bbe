// The counter is owned by both: an Arc is passed as an argument.
#include <norace/norace.hpp>

#include <iostream>

int main() {
  auto n = norace::Arc<norace::Atomic<int>>::make(0);
  auto handle = norace::spawn(
      [](norace::Arc<norace::Atomic<int>> shared) { shared->fetch_add(1, norace::Ordering::Relaxed); }, n.clone());
  n->fetch_add(1, norace::Ordering::Relaxed);
  handle.join();
  std::cout << n->load(norace::Ordering::Relaxed) << '\n';
}
