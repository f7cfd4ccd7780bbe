//@ rule: E0277
// Two threads of a scope are lent one Rc, and each makes a clone of its own: both count.
#include <norace/norace.hpp>

int main() {
  const auto n = norace::Rc<int>::make(22);
  norace::scope([&](norace::Scope& s) {
    for (int i = 0; i < 2; ++i)
      s.spawn([](const norace::Rc<int>& shared) { return *shared.clone() + 0; }, norace::borrow(n));  // expected-error {{[E0277]}}
  });
}
