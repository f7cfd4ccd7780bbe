//@ rule: E0503
//@ needs: statics-plugin
// The struct is lent as a whole, and one of its members is read beside it.
#include <norace/norace.hpp>

struct Totals {
  int hits = 0;
  int misses = 0;
};

int main() {
  Totals totals;
  int seen = 0;
  norace::scope([&](norace::Scope& s) {
    s.spawn([](Totals& all) { all.misses = 2; }, norace::borrow_mut(totals));
    if (totals.misses == 2) seen = 1;  // expected-error {{[E0503]}}
  });
  return seen > 1 ? 1 : 0;
}
