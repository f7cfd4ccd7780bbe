//@ rule: E0499
//@ needs: statics-plugin
// A thread has the counter to itself, and lends it on to two others.
#include <norace/norace.hpp>

void add(int& n) { n += 1; }

int main() {
  int counter = 0;
  norace::scope([&](norace::Scope& s) {
    s.spawn(
        [](norace::Scope& same, int& mine) {
          same.spawn(add, norace::borrow_mut(mine));
          same.spawn(add, norace::borrow_mut(mine));  // expected-error {{[E0499]}}
        },
        norace::borrow_mut(counter));
  });
  return counter == 2 ? 0 : 1;
}
//@ safe: ;
