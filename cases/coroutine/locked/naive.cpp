//@ rule: E0616
// The lock is forgotten, where another coroutine has it.
#include <norace/norace.hpp>
#include <norace/async_mutex.hpp>
#include <norace/async_pool.hpp>

using Shared = norace::Arc<norace::AsyncMutex<long>>;

norace::Task<> add(Shared n) {
  auto guard = co_await n->lock();
  *guard += 1;
}
norace::Task<> add_at_once(Shared n) {
  **n += 1;  // expected-error {{[E0616]}}
  co_return;
}

int main() {
  const norace::Pool pool(1);
  auto n = Shared::make(0L);
  auto other = pool.spawn(add(n));
  do {
    norace::block_on(add_at_once(n));
  } while (!other.is_finished());
  other.join();
}
//@ safe: *co_await n->lock() += 1;
