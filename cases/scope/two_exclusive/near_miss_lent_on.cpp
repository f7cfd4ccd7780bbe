// Reborrows: a thread uses its loan, lends it on for a while, and has it again; a function lends each half.
#include <norace/norace.hpp>

#include <vector>

struct Halves {
  long left = 0;
  long right = 0;
};
void add(long& n) { n += 1; }

void add_to_both(Halves& both) {
  long& left = both.left;
  long& right = both.right;
  norace::scope([&](norace::Scope& s) {
    s.spawn(add, norace::borrow_mut(left));
    s.spawn(add, norace::borrow_mut(right));
  });
  left += 1;
}

int main() {
  Halves halves;
  norace::scope([&](norace::Scope& s) {
    s.spawn(
        [](Halves& mine) {
          mine.left = 1;
          add_to_both(mine);
          Halves& again = mine;
          add_to_both(again);
          mine.right += 1;
        },
        norace::borrow_mut(halves));
  });
  return halves.left == 5 && halves.right == 3 ? 0 : 1;
}
