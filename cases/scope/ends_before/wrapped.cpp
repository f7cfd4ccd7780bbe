// Declared before the scope, it ends after it.
#include <norace/norace.hpp>

#include <iostream>
#include <vector>

int main() {
  std::vector<int> v(1000);
  norace::scope([&](norace::Scope& s) {
    s.spawn(
        [](std::vector<int>& lent) {
          for (int& x : lent) ++x;
        },
        norace::borrow_mut(v));
  });
  std::cout << v[999] << '\n';
}
