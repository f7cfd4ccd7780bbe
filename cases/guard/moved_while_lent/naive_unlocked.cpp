//@ rule: E0505
//@ needs: statics-plugin
// The guard is unlocked, and what it guarded is still at hand.
#include <norace/norace.hpp>

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  auto guard = m->lock();
  int& n = *guard;
  auto handle = norace::spawn(
      [](norace::Arc<norace::Mutex<int>> shared) { shared->with([](int& x) { x += 1; }); }, m);
  n += 1;
  guard.unlock();  // expected-error {{[E0505]}}
  n += 1;
  handle.join();
}
