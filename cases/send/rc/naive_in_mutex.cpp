//@ rule: E0277
// A Mutex guards its own Rc, not the copies outside.
#include <norace/norace.hpp>

int main() {
  auto n = norace::Rc<norace::Cell<int>>::make(0);
  auto m = norace::Arc<norace::Mutex<norace::Rc<norace::Cell<int>>>>::make(n);
  auto handle = norace::spawn(  // expected-error {{[E0277]}}
      [](norace::Arc<norace::Mutex<norace::Rc<norace::Cell<int>>>> shared) {
        auto guard = shared->lock();
        (*guard)->set(2);
      },
      m);
  n->set(1);
  handle.join();
  return n->get() > 2 ? 1 : 0;
}
