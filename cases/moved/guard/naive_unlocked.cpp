//@ rule: E0382
//@ needs: consumed
// The guard is unlocked by hand, and then used again.
#include <norace/norace.hpp>

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  auto handle = norace::spawn(
      [](norace::Arc<norace::Mutex<int>> shared) { shared->with([](int& n) { n += 1; }); }, m);
  auto guard = m->lock();
  *guard += 1;
  guard.unlock();
  *guard += 1;  // expected-error {{'consumed' state}}
  handle.join();
}
//@ safe: ;
