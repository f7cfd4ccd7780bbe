//@ rule: E0506
//@ needs: statics-plugin
// The variable gets the guard of another lock, which unlocks the first one.
#include <norace/norace.hpp>

using Shared = norace::Arc<norace::Mutex<int>>;

int main() {
  auto one = Shared::make(0);
  const norace::Mutex<int> other(0);
  auto guard = one->lock();
  int& n = *guard;
  auto handle = norace::spawn([](Shared shared) { shared->with([](int& x) { x += 1; }); }, one);
  guard = other.lock();  // expected-error {{[E0506]}}
  n = 1;
  handle.join();
}
//@ safe: guard.unlock(); return 0;
