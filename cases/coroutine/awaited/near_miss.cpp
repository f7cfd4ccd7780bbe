// Tasks that are awaited once each: at once, moved, from a vector, and one that another one takes its place.
#include <norace/norace.hpp>
#include <norace/async_pool.hpp>

#include <utility>
#include <vector>

norace::Task<int> number(int n) { co_return n; }

norace::Task<int> sum(norace::Arc<norace::Pool> pool) {
  auto task = number(1);
  int all = co_await std::move(task);
  task = number(2);
  all += co_await std::move(task);
  std::vector<norace::Task<int>> more;
  more.push_back(number(3));
  all += co_await std::move(more.front());
  auto handle = pool->spawn(number(4));
  all += co_await std::move(handle);
  co_await norace::schedule_on(*pool);
  co_return all + co_await pool->spawn([](int n) { return n; }, 5);
}

int main() { return norace::block_on(sum(norace::Arc<norace::Pool>::make(2U))) == 15 ? 0 : 1; }
