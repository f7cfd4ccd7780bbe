//@ rule: E0505
//@ needs: statics-plugin
// The guard is given away, and what it guarded is still at hand.
#include <norace/norace.hpp>

void finish(norace::MutexGuard<int> guard) { *guard += 1; }

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  auto guard = m->lock();
  int& n = *guard;
  auto handle = norace::spawn(
      [](norace::Arc<norace::Mutex<int>> shared) { shared->with([](int& x) { x += 1; }); }, m);
  finish(std::move(guard));  // expected-error {{[E0505]}}
  n += 1;
  handle.join();
}
