//@ rule: E0499
//@ needs: statics-plugin
// One counter by two names.
#include <norace/norace.hpp>

void add(int& n) { n += 1; }

int main() {
  int n = 0;
  int& alias = n;
  norace::scope([&](norace::Scope& s) {
    s.spawn(add, norace::borrow_mut(n));
    s.spawn(add, norace::borrow_mut(alias));  // expected-error {{[E0499]}}
  });
  return n == 2 ? 0 : 1;
}
//@ safe: ;
