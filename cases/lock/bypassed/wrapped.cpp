// Under the lock, in a block or in a call.
#include <norace/norace.hpp>

#include <iostream>

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  auto handle = norace::spawn(
      [](norace::Arc<norace::Mutex<int>> shared) {
        auto guard = shared->lock();
        *guard += 1;
      },
      m.clone());
  m->with([](int& n) { n += 1; });
  handle.join();
  std::cout << m->with([](int& n) { return n; }) << '\n';
}
