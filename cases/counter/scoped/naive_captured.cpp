//@ rule: E0373
// Ten scoped threads that capture the counter: also inside a scope, locals come in through borrow.
#include <norace/norace.hpp>

#include <iostream>

int main() {
  int counter = 0;
  norace::scope([&](norace::Scope& s) {
    for (int i = 0; i < 10; ++i) {
      s.spawn([&counter] {  // expected-error {{[E0373]}}
        for (int n = 0; n < 1000; ++n) ++counter;
      });
    }
  });
  std::cout << counter << '\n';
}
