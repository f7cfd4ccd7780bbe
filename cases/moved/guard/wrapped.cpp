// The guard is locked anew where it is needed again.
#include <norace/norace.hpp>

#include <iostream>

void add_one(norace::MutexGuard<int> guard) { *guard += 1; }

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  auto handle = norace::spawn(
      [](norace::Arc<norace::Mutex<int>> shared) { shared->with([](int& n) { n += 1; }); }, m);
  add_one(m->lock());
  {
    auto guard = m->lock();
    *guard += 1;
    guard.unlock();
  }
  handle.join();
  auto guard = m->lock();
  std::cout << *guard << '\n';
}
