// What is needed after the guard is gone is a copy.
#include <norace/norace.hpp>

#include <iostream>

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  auto handle = norace::spawn(
      [](norace::Arc<norace::Mutex<int>> shared) { shared->with([](int& x) { x += 1; }); }, m);
  handle.join();
  auto guard = m->lock();
  int copy = *guard;
  guard.unlock();
  copy += 1;
  std::cout << copy << '\n';
}
