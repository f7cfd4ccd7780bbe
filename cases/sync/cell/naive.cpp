//@ rule: E0277
// A Cell that two threads write.
#include <norace/norace.hpp>

int main() {
  auto x = norace::Arc<norace::Cell<int>>::make(0);
  auto handle = norace::spawn([](norace::Arc<norace::Cell<int>> shared) { shared->set(2); }, x);  // expected-error {{[E0277]}}
  x->set(1);
  handle.join();
}
//@ safe: auto handle = norace::spawn([] {});
