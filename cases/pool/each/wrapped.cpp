// The sum is reduce()'s, and what all workers count in is an Atomic.
#include <norace/norace.hpp>
#include <norace/pool.hpp>

#include <iostream>
#include <vector>

int main() {
  const norace::Pool pool(2);
  std::vector<int> v(20, 1);
  const norace::Atomic<int> calls(0);
  pool.for_each(v, norace::lending(
                       [](int& x, const norace::Atomic<int>& n) {
                         x += 1;
                         n.fetch_add(1, norace::Ordering::Relaxed);
                       },
                       norace::borrow(calls)));
  std::vector<long> squares(20);
  pool.transform(v, squares, [](const int& x) { return long{x} * x; });
  std::cout << pool.reduce(v, 0, [](int a, const int& b) { return a + b; }) << ' '
            << pool.reduce(squares, 0L, [](long a, const long& b) { return a + b; }) << ' '
            << calls.load(norace::Ordering::Relaxed) << '\n';
}
