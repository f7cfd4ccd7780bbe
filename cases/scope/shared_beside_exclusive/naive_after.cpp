//@ rule: E0502
//@ needs: statics-plugin
// First lent for reading, then for changing.
#include <norace/norace.hpp>

int main() {
  int n = 0;
  int seen = 0;
  norace::scope([&](norace::Scope& s) {
    s.spawn([](const int& x, int& out) { out = x; }, norace::borrow(n), norace::borrow_mut(seen));
    s.spawn([](int& x) { ++x; }, norace::borrow_mut(n));  // expected-error {{[E0502]}}
  });
  return n + seen == 0 ? 1 : 0;
}
//@ safe: s.spawn([] {});
