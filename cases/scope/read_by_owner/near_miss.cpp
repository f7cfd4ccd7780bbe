// Read when its thread is joined, and read beside a thread that only reads it as well.
#include <norace/norace.hpp>

#include <iostream>

int main() {
  int n = 1;
  int limit = 3;
  int sum = 0;
  norace::scope([&](norace::Scope& s) {
    auto first = s.spawn([](int& x) { x = 2; }, norace::borrow_mut(n));
    first.join();
    sum += n;
    s.spawn([](const int& x) { return x; }, norace::borrow(limit));
    sum += limit;
  });
  std::cout << sum << '\n';
}
