//@ rule: E0503
//@ needs: statics-plugin
// A member is lent, and the struct around it copied.
#include <norace/norace.hpp>

struct Totals {
  int hits = 0;
  int misses = 0;
};

int main() {
  Totals totals;
  int seen = 0;
  norace::scope([&](norace::Scope& s) {
    s.spawn([](int& misses) { misses = 2; }, norace::borrow_mut(totals.misses));
    const Totals copy = totals;  // expected-error {{[E0503]}}
    seen = copy.hits + copy.misses;
  });
  return seen > 2 ? 1 : 0;
}
//@ safe: const Totals copy;
