// A Mutex makes a Cell sharable; an Atomic needs none.
#include <norace/norace.hpp>

#include <iostream>

int main() {
  auto n = norace::Arc<norace::Mutex<norace::Cell<int>>>::make(norace::Cell<int>(0));
  auto handle = norace::spawn(
      [](norace::Arc<norace::Mutex<norace::Cell<int>>> shared) {
        auto guard = shared->lock();
        guard->set(guard->get() + 1);
      },
      n);
  {
    auto guard = n->lock();
    guard->set(guard->get() + 1);
  }
  handle.join();
  auto guard = n->lock();
  std::cout << guard->get() << '\n';
}
