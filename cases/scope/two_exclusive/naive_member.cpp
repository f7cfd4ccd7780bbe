//@ rule: E0499
//@ needs: statics-plugin
// The same member of a struct, in two threads.
#include <norace/norace.hpp>

struct Totals {
  int hits = 0;
  int misses = 0;
};

int main() {
  Totals totals;
  norace::scope([&](norace::Scope& s) {
    s.spawn([](int& x) { ++x; }, norace::borrow_mut(totals.misses));
    s.spawn([](int& x) { ++x; }, norace::borrow_mut(totals.hits));
    s.spawn([](int& x) { ++x; }, norace::borrow_mut(totals.hits));  // expected-error {{[E0499]}}
  });
  return totals.hits - 2;
}
//@ safe: s.spawn([] {});
