// What was lent is touched again when its thread is joined, and what was not lent at any time.
#include <norace/norace.hpp>

#include <iostream>

struct Totals {
  int hits = 0;
  int misses = 0;
};

int main() {
  Totals totals;
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    auto first = s.spawn([](int& x) { ++x; }, norace::borrow_mut(n));
    totals.misses = 1;
    first.join();
    n += 1;
    s.spawn([](int& hits) { hits += 2; }, norace::borrow_mut(totals.hits));
    totals.misses += n;
  });
  std::cout << n << totals.hits << totals.misses << '\n';
}
