//@ rule: E0499
//@ needs: statics-plugin
// A member is lent to one thread, and the struct as a whole to another.
#include <norace/norace.hpp>

struct Totals {
  int hits = 0;
  int misses = 0;
};

int main() {
  Totals totals;
  norace::scope([&](norace::Scope& s) {
    s.spawn([](int& hits) { hits += 1; }, norace::borrow_mut(totals.hits));
    s.spawn([](Totals& all) { all.hits += 1; }, norace::borrow_mut(totals));  // expected-error {{[E0499]}}
  });
  return totals.hits - 2;
}
//@ safe: ;
