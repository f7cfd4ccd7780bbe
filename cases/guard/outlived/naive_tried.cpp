//@ rule: E0597
//@ needs: statics-plugin
// The guard of an if ends with the if.
#include <norace/norace.hpp>

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  int* there = nullptr;
  if (auto guard = m->try_lock()) there = &**guard;  // expected-error {{[E0597]}}
  auto handle = norace::spawn([](norace::Arc<norace::Mutex<int>> shared) { shared->with([](int& n) { n += 1; }); }, m);
  *there = 1;
  handle.join();
}
//@ safe: int own = 0; there = &own;
