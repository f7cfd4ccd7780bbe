//@ rule: E0597
//@ needs: statics-plugin
// A thread of the scope lends a variable of its own to another one, which the scope joins later.
#include <norace/norace.hpp>

#include <vector>

int main() {
  norace::scope([](norace::Scope& s) {
    s.spawn([](norace::Scope& same) {
      std::vector<int> mine(1000);
      same.spawn(
          [](std::vector<int>& all) {
            for (int& x : all) x = 1;
          },
          norace::borrow_mut(mine));  // expected-error {{[E0597]}}
    });
  });
}
//@ safe: norace::borrow_mut(*new std::vector<int>(mine)));
