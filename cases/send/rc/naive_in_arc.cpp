//@ rule: E0277
// An Arc of an Rc is still an Rc.
#include <norace/norace.hpp>

int main() {
  auto n = norace::Arc<norace::Rc<norace::Cell<int>>>::make(norace::Rc<norace::Cell<int>>::make(0));
  auto handle = norace::spawn([](norace::Arc<norace::Rc<norace::Cell<int>>> c) { (*c)->set(2); }, n);  // expected-error {{[E0277]}}
  (*n)->set(1);
  handle.join();
  return (*n)->get() > 2 ? 1 : 0;
}
//@ safe: auto handle = norace::spawn([] {});
