//@ rule: E0503
//@ needs: statics-plugin
// What scope() returns is made before the threads are joined.
#include <norace/norace.hpp>

int main() {
  int n = 0;
  const int seen = norace::scope([&](norace::Scope& s) {
    s.spawn([](int& x) { x = 1; }, norace::borrow_mut(n));
    return n;  // expected-error {{[E0503]}}
  });
  return seen > 1 ? 1 : 0;
}
//@ safe: return 0;
