// Lent from outside, from an inner scope's own surroundings, and on by the thread that has it.
#include <norace/norace.hpp>

#include <vector>

int main() {
  std::vector<int> outer(3);
  int total = 0;
  norace::scope([&](norace::Scope& s) {
    s.spawn(
        [](const std::vector<int>& v, int& sum) {
          int part = 0;
          norace::scope([&](norace::Scope& inner) {
            inner.spawn([](const std::vector<int>& same, int& mine) { mine = static_cast<int>(same.size()); },
                        norace::borrow(v), norace::borrow_mut(part));
          });
          sum += part;
        },
        norace::borrow(outer), norace::borrow_mut(total));
    int local = 0;
    norace::scope([&](norace::Scope& inner) { inner.spawn([](int& n) { ++n; }, norace::borrow_mut(local)); });
    if (local != 1) throw norace::BorrowError(norace::Rule::E0597);
  });
  return total == 3 ? 0 : 1;
}
