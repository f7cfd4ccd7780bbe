// The guard is there before the scope and after it; of one that is not, the run time says so.
#include <norace/norace.hpp>

#include <iostream>
#include <vector>

int main() {
  const norace::Mutex<std::vector<int>> m;
  const auto fill = [](std::vector<int>& v) {
    for (int i = 0; i < 1000; ++i) v.push_back(2);
  };
  {
    auto guard = m.lock();
    norace::scope([&](norace::Scope& s) { s.spawn(fill, norace::borrow_mut(*guard)); });
  }
  try {
    norace::scope([&](norace::Scope& s) {
      auto guard = m.lock();
      s.spawn(fill, norace::borrow_mut(*guard));
    });
  } catch (const norace::BorrowError& e) {
    std::cout << m.lock()->size() << ' ' << e.what() << '\n';
  }
}
