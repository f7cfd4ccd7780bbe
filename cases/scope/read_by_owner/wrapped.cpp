// What the thread has to itself is read when the scope is over.
#include <norace/norace.hpp>

#include <iostream>

int main() {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    s.spawn(
        [](int& x) {
          for (int i = 0; i < 1000; ++i) ++x;
        },
        norace::borrow_mut(n));
  });
  std::cout << n << '\n';
}
