// The counter itself is shared, and counted with one atomic step.
#include <norace/norace.hpp>

#include <iostream>

int main() {
  auto hits = norace::Arc<norace::Atomic<int>>::make(0);
  auto handle = norace::spawn(
      [](norace::Arc<norace::Atomic<int>> mine) { mine->fetch_add(1, norace::Ordering::Relaxed); },
      hits.clone());
  hits->fetch_add(1, norace::Ordering::Relaxed);
  handle.join();
  std::cout << hits->load(norace::Ordering::Relaxed) << '\n';
}
