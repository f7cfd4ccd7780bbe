// Under the lock, what is guarded may be lent to others who only read it.
#include <norace/norace.hpp>

#include <iostream>
#include <vector>

int main() {
  const norace::Mutex<std::vector<int>> m(std::vector<int>{1, 2, 3});
  auto guard = m.lock();
  int sum = 0;
  std::size_t count = 0;
  norace::scope([&](norace::Scope& s) {
    s.spawn([](const std::vector<int>& v, int& out) { for (int x : v) out += x; }, norace::borrow(*guard), norace::borrow_mut(sum));
    s.spawn([](const std::vector<int>& v, std::size_t& out) { out = v.size(); }, norace::borrow(*guard), norace::borrow_mut(count));
  });
  std::cout << sum << ' ' << count << '\n';
}
