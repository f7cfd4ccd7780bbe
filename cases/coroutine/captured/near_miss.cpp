// Lambdas that capture nothing, a generic one among them: each value is an argument.
#include <norace/norace.hpp>
#include <norace/async_pool.hpp>

#include <string>

int main() {
  const norace::Pool pool(2);
  static constexpr int step = 2;
  auto twice = [](int n) -> norace::Task<int> { co_return step * n; };
  auto same = [](auto value) -> norace::Task<decltype(value)> { co_return value; };
  auto handle = pool.spawn(twice(3));
  const std::string text = norace::block_on(same(std::string("abc")));
  return handle.join() == 6 && text == "abc" ? 0 : 1;
}
