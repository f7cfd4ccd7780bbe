//@ rule: E0382
//@ needs: statics-plugin
// The guard is unlocked by hand, and then used again.
#include <norace/norace.hpp>

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  auto guard = m->lock();
  auto handle = norace::spawn(
      [](norace::Arc<norace::Mutex<int>> shared) { shared->with([](int& n) { n += 1; }); }, m);
  *guard += 1;
  guard.unlock();
  *guard += 1;  // expected-error {{[E0382]}}
  handle.join();
}
//@ safe: ;
