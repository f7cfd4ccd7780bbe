//@ rule: E0505
//@ known-hole: no compiler follows a reference to the guard that it came from, once the guard is moved
// The guard is given away, and what it guarded is still at hand.
#include <norace/norace.hpp>

void finish(norace::MutexGuard<int> guard) { *guard += 1; }

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  auto guard = m->lock();
  int& n = *guard;
  auto handle = norace::spawn(
      [](norace::Arc<norace::Mutex<int>> shared) { shared->with([](int& x) { x += 1; }); }, m);
  finish(std::move(guard));
  n += 1;
  handle.join();
}
