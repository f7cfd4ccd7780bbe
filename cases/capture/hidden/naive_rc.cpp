//@ rule: E0373
// A function makes a closure that owns an Rc; who starts the thread sees a closure, not the Rc.
#include <norace/norace.hpp>

auto counting(norace::Rc<norace::Cell<int>> n) {
  return [n] { n->set(n->get() + 1); };
}

int main() {
  auto n = norace::Rc<norace::Cell<int>>::make(0);
  auto handle = norace::spawn(counting(n));  // expected-error {{[E0373]}}
  n->set(n->get() + 1);
  handle.join();
  return n->get() > 2 ? 1 : 0;
}
