// What is Send crosses, also what is alone in one thread at a time; and what is not Send lives between two suspensions.
#include <norace/norace.hpp>
#include <norace/async_pool.hpp>

#include <memory>
#include <utility>

norace::Task<std::unique_ptr<int>> grow(std::unique_ptr<int> n) {
  const auto mine = norace::Rc<int>::make(*n);
  *n += *mine;
  co_return n;
}

int main() {
  const norace::Pool pool(2);
  auto handle = pool.spawn(grow(std::make_unique<int>(1)));
  return *handle.join() == 2 ? 0 : 1;
}
