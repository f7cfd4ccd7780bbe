//@ rule: E0277
// A RefCell counts its borrows without atomics.
#include <norace/norace.hpp>

int main() {
  auto x = norace::Arc<norace::RefCell<int>>::make();
  auto handle = norace::spawn([](norace::Arc<norace::RefCell<int>> shared) { auto w = shared->borrow_mut(); *w = 2; }, x);  // expected-error {{[E0277]}}
  {
    auto r = x->try_borrow();
  }
  handle.join();
}
//@ safe: auto handle = norace::spawn([] {});
