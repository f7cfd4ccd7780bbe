// Any number of readers; a writer in a scope of its own; a reader of another member.
#include <norace/norace.hpp>

struct Totals {
  int hits = 0;
  int misses = 0;
};

int main() {
  Totals totals;
  norace::scope([&](norace::Scope& s) {
    s.spawn([](const int&) {}, norace::borrow(totals.hits));
    s.spawn([](const int&) {}, norace::borrow(totals.hits));
    s.spawn([](int& x) { ++x; }, norace::borrow_mut(totals.misses));
  });
  norace::scope([&](norace::Scope& s) {
    s.spawn([](int& x) { --x; }, norace::borrow_mut(totals.hits));
  });
  return totals.hits + totals.misses;
}
