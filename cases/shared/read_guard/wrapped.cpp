// The writer takes write().
#include <norace/norace.hpp>

#include <iostream>

int main() {
  auto n = norace::Arc<norace::RwLock<int>>::make(0);
  auto handle = norace::spawn(
      [](norace::Arc<norace::RwLock<int>> shared) {
        auto guard = shared->write();
        *guard += 5;
      },
      n);
  handle.join();
  auto guard = n->read();
  std::cout << *guard << '\n';
}
