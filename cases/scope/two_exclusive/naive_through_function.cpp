//@ rule: E0499
//@ needs: statics-plugin
// A function lends its parameter to a thread, and is called twice.
#include <norace/norace.hpp>

void start(norace::Scope& s, int& n) {
  s.spawn([](int& mine) { mine += 1; }, norace::borrow_mut(n));
}

int main() {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    start(s, n);
    start(s, n);  // expected-error {{[E0499]}}
  });
  return n == 2 ? 0 : 1;
}
//@ safe: ;
