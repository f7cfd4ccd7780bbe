// The reference stays inside the block of its guard.
#include <norace/norace.hpp>

#include <iostream>

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  auto handle = norace::spawn(
      [](norace::Arc<norace::Mutex<int>> shared) { shared->with([](int& x) { x += 1; }); }, m);
  {
    auto guard = m->lock();
    int& n = *guard;
    n += 2;
  }
  handle.join();
  auto guard = m->lock();
  std::cout << *guard << '\n';
}
