//@ rule: E0506
//@ needs: statics-plugin
// The loop's counter is lent to a thread in each turn, and counted up for the next one.
#include <norace/norace.hpp>

int main() {
  long i = 0;
  norace::scope([&](norace::Scope& s) {
    while (i < 3) {
      s.spawn([](const long& turn) { return turn; }, norace::borrow(i));
      i += 1;  // expected-error {{[E0506]}}
    }
  });
  return i == 3 ? 0 : 1;
}
//@ safe: break;
