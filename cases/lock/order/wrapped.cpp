// Levels rise; pairs of one rank go through with_both().
#include <norace/norace.hpp>

#include <iostream>

int main() {
  const norace::LeveledMutex<1, int> accounts(1);
  const norace::LeveledMutex<2, int> log(2);
  auto a = accounts.lock(norace::no_lock);
  auto l = log.lock(a);
  const norace::Mutex<int> x(3);
  const norace::Mutex<int> y(4);
  std::cout << *a + *l + norace::with_both(x, y, [](int& p, int& q) { return p + q; }) << '\n';
}
