//@ rule: E0502
//@ needs: statics-plugin
// One thread reads the struct as a whole, another one changes a member of it.
#include <norace/norace.hpp>

struct Totals {
  long hits = 0;
  long misses = 0;
};

int main() {
  Totals totals;
  norace::scope([&](norace::Scope& s) {
    s.spawn([](const Totals& all) { return all.hits + all.misses; }, norace::borrow(totals));
    s.spawn([](long& hits) { hits += 1; }, norace::borrow_mut(totals.hits));  // expected-error {{[E0502]}}
  });
  return totals.hits == 1 ? 0 : 1;
}
//@ safe: ;
