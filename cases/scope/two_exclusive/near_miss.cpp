// Different members, one after the other, or on different ways through the program.
#include <norace/norace.hpp>

#include <vector>

struct Totals {
  int hits = 0;
  int misses = 0;
};

int main() {
  Totals totals;
  int n = 0;
  std::vector<int> many(3);
  norace::scope([&](norace::Scope& s) {
    s.spawn([](int& x) { ++x; }, norace::borrow_mut(totals.hits));
    s.spawn([](int& x) { ++x; }, norace::borrow_mut(totals.misses));
    for (int& each : many) s.spawn([](int& x) { ++x; }, norace::borrow_mut(each));
    if (many.size() == 3)
      s.spawn([](int& x) { ++x; }, norace::borrow_mut(n));
    else
      s.spawn([](int& x) { --x; }, norace::borrow_mut(n));
  });
  norace::scope([&](norace::Scope& s) { s.spawn([](int& x) { ++x; }, norace::borrow_mut(n)); });
  return totals.hits + totals.misses + n - 4;
}
