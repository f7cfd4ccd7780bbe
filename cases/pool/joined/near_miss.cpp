// Each half has its own; both read one.
#include <norace/norace.hpp>
#include <norace/pool.hpp>

int main() {
  const norace::Pool pool(2);
  int left = 1;
  int right = 2;
  const int by = 3;
  const auto add = [](int& n, const int& x) { n += x; };
  pool.join(norace::lending(add, norace::borrow_mut(left), norace::borrow(by)),
            norace::lending(add, norace::borrow_mut(right), norace::borrow(by)));
  auto [a, b] = pool.join([] { return 4; }, [] { return 5; });
  return left + right - a - b;
}
