//@ rule: E0499
// for_each() is lent one counter to change, by all workers at once.
#include <norace/norace.hpp>
#include <norace/pool.hpp>

#include <chrono>
#include <vector>

void add(int& x, int& sum) {
  sum += x;
  norace::sleep(std::chrono::milliseconds(1));
}

int main() {
  const norace::Pool pool(2);
  std::vector<int> v(20, 1);
  int sum = 0;
  pool.for_each(v, norace::lending(add, norace::borrow_mut(sum)));  // expected-error {{[E0499]}}
  return sum == 20 ? 0 : 1;
}
//@ safe: ;
