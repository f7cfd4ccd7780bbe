//@ rule: E0506
//@ needs: statics-plugin
// A member is lent, and the struct around it gets another value.
#include <norace/norace.hpp>

struct Totals {
  int hits = 0;
  int misses = 0;
};

int main() {
  Totals totals;
  norace::scope([&](norace::Scope& s) {
    s.spawn([](const int& hits) { return hits; }, norace::borrow(totals.hits));
    totals = Totals{1, 2};  // expected-error {{[E0506]}}
  });
  return totals.hits - 1;
}
//@ safe: ;
