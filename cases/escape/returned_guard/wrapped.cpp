// The caller's Mutex is locked; it outlives the guard that comes back.
#include <norace/norace.hpp>

#include <iostream>

norace::MutexGuard<int> enter(const norace::Arc<norace::Mutex<int>>& m) { return m->lock(); }

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  auto handle = norace::spawn([](norace::Arc<norace::Mutex<int>> shared) {
    auto guard = enter(shared);
    *guard += 1;
  }, m);
  {
    auto guard = enter(m);
    *guard += 1;
  }
  handle.join();
  auto guard = enter(m);
  std::cout << *guard << '\n';
}
