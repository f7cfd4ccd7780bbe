//@ rule: E0373
// for_each() sums up in a local that its closure captures by reference.
#include <norace/norace.hpp>
#include <norace/pool.hpp>

#include <chrono>
#include <vector>

int main() {
  const norace::Pool pool(2);
  std::vector<int> v(20, 1);
  int sum = 0;
  pool.for_each(v, [&](int& x) { sum += x, norace::sleep(std::chrono::milliseconds(1)); });  // expected-error {{[E0373]}}
  return sum == 20 ? 0 : 1;
}
//@ safe: sum = pool.reduce(v, 0, [](int a, const int& b) { return a + b; });
