// The guard is there before the scope and after it.
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
  std::cout << m.lock()->size() << '\n';
}
