//@ rule: E0277
// A Cell, lent to a scoped thread while this one writes it.
#include <norace/norace.hpp>

#include <memory>

int main() {
  const auto n = std::make_unique<norace::Cell<int>>(0);
  norace::scope([&](norace::Scope& s) {
    s.spawn([](const norace::Cell<int>& c) { c.set(2); }, norace::borrow(*n));  // expected-error {{[E0277]}}
    n->set(1);
  });
  return n->get() == 0 ? 1 : 0;
}
//@ safe: s.spawn([] {});
