//@ rule: E0506
//@ needs: statics-plugin
// The thread that runs the scope changes what it has lent.
#include <norace/norace.hpp>

int main() {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    s.spawn([](int& x) { ++x; }, norace::borrow_mut(n));
    ++n;  // expected-error {{[E0506]}}
  });
  return n == 2 ? 0 : 1;
}
