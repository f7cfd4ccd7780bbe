//@ rule: E0277
// for_each() is lent a Cell, which one thread at a time may use.
#include <norace/norace.hpp>
#include <norace/pool.hpp>

#include <chrono>
#include <vector>

void add(int& x, const norace::Cell<int>& sum) {
  sum.set(sum.get() + x);
  norace::sleep(std::chrono::milliseconds(1));
}

int main() {
  const norace::Pool pool(2);
  std::vector<int> v(20, 1);
  const norace::Cell<int> sum(0);
  pool.for_each(v, norace::lending(add, norace::borrow(sum)));  // expected-error {{[E0277]}}
  return sum.get() == 20 ? 0 : 1;
}
//@ safe: ;
