//@ rule: E0597
//@ needs: statics-plugin
// The guard ends with its block, the reference goes on.
#include <norace/norace.hpp>

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  int* n = nullptr;
  {
    auto guard = m->lock();
    n = &*guard;  // expected-error {{[E0597]}}
  }
  auto handle = norace::spawn(
      [](norace::Arc<norace::Mutex<int>> shared) { shared->with([](int& x) { x = 1; }); }, m);
  *n = 2;
  handle.join();
}
//@ safe: ;
