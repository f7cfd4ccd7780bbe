// scope() returns what its function returns, after all threads are joined.
#include <norace/norace.hpp>

#include <iostream>
#include <memory>
#include <vector>

int main() {
  const std::vector<int> v{1, 2, 3, 4};
  int ended = 0;
  const int sum = norace::scope([&](norace::Scope& s) {
    auto rest = s.spawn([](const std::vector<int>& in) { return in[2] + in[3]; }, norace::borrow(v));
    s.spawn([](int& n) { ++n; }, norace::borrow_mut(ended));
    return v[0] + v[1] + rest.join();
  });
  auto box = norace::scope([](norace::Scope&) { return std::make_unique<int>(5); });
  int& same = norace::scope([&](norace::Scope&) -> int& { return ended; });
  std::cout << sum << ' ' << ended << ' ' << *box << ' ' << (&same == &ended) << '\n';
}
