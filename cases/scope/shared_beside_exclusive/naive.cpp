//@ rule: E0502
//@ needs: statics-plugin
// One thread changes what the other one reads.
#include <norace/norace.hpp>

int main() {
  int n = 0;
  int seen = 0;
  norace::scope([&](norace::Scope& s) {
    s.spawn([](int& x) { ++x; }, norace::borrow_mut(n));
    s.spawn([](const int& x, int& out) { out = x; }, norace::borrow(n), norace::borrow_mut(seen));  // expected-error {{[E0502]}}
  });
  return n + seen == 0 ? 1 : 0;
}
//@ safe: s.spawn([] {});
