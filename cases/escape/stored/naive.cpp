//@ rule: E0521
//@ needs: statics-plugin
// The function keeps the address of the data instead of returning it.
#include <norace/norace.hpp>

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  int* escaped = nullptr;
  m->with([&](int& n) { escaped = &n; });  // expected-error {{[E0521]}}
  auto handle = norace::spawn(
      [](norace::Arc<norace::Mutex<int>> shared) { shared->with([](int& n) { n = 1; }); }, m);
  *escaped = 2;
  handle.join();
}
