//@ rule: E0499
//@ needs: statics-plugin
// Ten scoped threads, each with a mutable borrow of the same counter.
#include <norace/norace.hpp>

#include <iostream>

int main() {
  int counter = 0;
  norace::scope([&](norace::Scope& s) {
    for (int i = 0; i < 10; ++i) {
      s.spawn(
          [](int& c) {
            for (int n = 0; n < 1000; ++n) ++c;
          },
          norace::borrow_mut(counter));  // expected-error {{[E0499]}}
    }
  });
  std::cout << counter << '\n';
}
