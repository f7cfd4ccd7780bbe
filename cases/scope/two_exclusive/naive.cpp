//@ rule: E0499
//@ needs: statics-plugin
// One counter, lent exclusively to two threads of one scope.
#include <norace/norace.hpp>

int main() {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    s.spawn([](int& x) { ++x; }, norace::borrow_mut(n));
    s.spawn([](int& x) { ++x; }, norace::borrow_mut(n));  // expected-error {{[E0499]}}
  });
  return n - 2;
}
//@ safe: s.spawn([] {});
