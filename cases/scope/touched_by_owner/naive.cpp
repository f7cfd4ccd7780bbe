//@ rule: E0502
//@ known-hole: scope() cannot see what its own closure does with an object that it lent; borrow it in a thread, or wait for the scope to end
// The thread that runs the scope changes what it has lent.
#include <norace/norace.hpp>

int main() {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    s.spawn([](int& x) { ++x; }, norace::borrow_mut(n));
    ++n;
  });
  return n == 2 ? 0 : 1;
}
