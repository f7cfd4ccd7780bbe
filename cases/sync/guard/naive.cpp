//@ rule: E0277
// The guard keeps others out of the Cell, and is then lent to one of them.
#include <norace/norace.hpp>

int main() {
  const auto m = norace::Arc<norace::Mutex<norace::Cell<int>>>::make(0);
  auto guard = m->lock();
  norace::scope([&](norace::Scope& s) {
    s.spawn([](const norace::MutexGuard<norace::Cell<int>>& g) { g->set(1); }, norace::borrow(guard));  // expected-error {{[E0277]}}
    guard->set(2);
  });
  return guard->get() == 0 ? 1 : 0;
}
