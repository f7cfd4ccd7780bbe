// A Cell moves to one thread; a scope may lend it mutably to one.
#include <norace/norace.hpp>

int main() {
  norace::Cell<int> n(0);
  norace::scope([&](norace::Scope& s) {
    s.spawn([](norace::Cell<int>& c) { c.set(c.get() + 1); }, norace::borrow_mut(n));
  });
  auto moved = norace::spawn([](norace::Cell<int> c) { return c.get(); }, norace::Cell<int>(-1));
  return n.get() + moved.join();
}
