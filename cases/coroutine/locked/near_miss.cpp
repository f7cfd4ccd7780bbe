// A guard without a name for one expression, one that is let go by hand, one that is tried for, and the data
// of a mutex that nobody shares any more.
#include <norace/norace.hpp>
#include <norace/async_mutex.hpp>
#include <norace/async_pool.hpp>

#include <utility>
#include <vector>

using Shared = norace::Arc<norace::AsyncMutex<std::vector<int>>>;

norace::Task<> add(Shared list) {
  (co_await list->lock())->push_back(1);
  auto guard = co_await list->lock();
  guard->push_back(2);
  guard.unlock();
  if (auto tried = list->try_lock()) (*tried)->push_back(3);
}

int main() {
  auto list = Shared::make();
  norace::block_on(add(list));
  norace::AsyncMutex<int> alone(4);
  const int n = std::move(alone).into_inner();
  return list->lock_blocking()->size() == 3 && n == 4 ? 0 : 1;
}
