//@ rule: E0277
// An RwLock has many readers at once, and a Cell is written by readers.
#include <norace/norace.hpp>

int main() {
  auto x = norace::Arc<norace::RwLock<norace::Cell<int>>>::make(0);
  auto r = x->read();
  auto handle = norace::spawn(  // expected-error {{[E0277]}}
      [](norace::Arc<norace::RwLock<norace::Cell<int>>> shared) {
        auto mine = shared->read();
        mine->set(2);
      },
      x);
  r->set(1);
  handle.join();
}
