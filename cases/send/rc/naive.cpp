//@ rule: E0277
// An Rc counts its owners without atomics, and its Cell is written by both.
#include <norace/norace.hpp>

using Count = norace::Rc<norace::Cell<int>>;

int main() {
  auto n = norace::Rc<norace::Cell<int>>::make(0);
  auto handle = norace::spawn([](Count c) { c->set(c->get() + 1); }, n);  // expected-error {{[E0277]}}
  n->set(n->get() + 1);
  handle.join();
  return n->get() > 2 ? 1 : 0;
}
//@ safe: auto handle = norace::spawn([] {});
