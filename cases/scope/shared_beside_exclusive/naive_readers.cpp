//@ rule: E0502
//@ needs: statics-plugin
// Readers are started in a loop, and a writer behind it.
#include <norace/norace.hpp>

int main() {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    for (int i = 0; i < 3; ++i) s.spawn([](const int& x) { return x; }, norace::borrow(n));
    s.spawn([](int& x) { x += 1; }, norace::borrow_mut(n));  // expected-error {{[E0502]}}
  });
  return n - 1;
}
//@ safe: ;
