//@ rule: E0616
// Only to look, one does not wait for the lock.
#include <norace/norace.hpp>
#include <norace/async_mutex.hpp>
#include <norace/async_pool.hpp>

#include <cstddef>
#include <vector>

using Shared = norace::Arc<norace::AsyncMutex<std::vector<int>>>;

norace::Task<> add(Shared list) {
  auto guard = co_await list->lock();
  guard->push_back(1);
}
norace::Task<std::size_t> length(Shared list) {
  const std::size_t now = (*list)->size();  // expected-error {{[E0616]}}
  co_return now;
}

int main() {
  const norace::Pool pool(1);
  auto list = Shared::make();
  auto other = pool.spawn(add(list));
  do {
    static_cast<void>(norace::block_on(length(list)));
  } while (!other.is_finished());
  other.join();
}
//@ safe: const std::size_t now = (co_await list->lock())->size();
