//@ rule: E0506
//@ needs: statics-plugin
// A thread reads what it was lent, and the scope's own function assigns to it meanwhile.
#include <norace/norace.hpp>

int main() {
  int limit = 10;
  int reached = 0;
  norace::scope([&](norace::Scope& s) {
    s.spawn(
        [](const int& most, int& counter) {
          while (counter < most) ++counter;
        },
        norace::borrow(limit), norace::borrow_mut(reached));
    limit = 20;  // expected-error {{[E0506]}}
  });
  return reached > 20 ? 1 : 0;
}
