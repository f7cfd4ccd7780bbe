//@ rule: E0716
// The reference outlives the guard without a name, and with it the lock.
#include <norace/norace.hpp>
#include <norace/async_mutex.hpp>
#include <norace/async_pool.hpp>

#include <string>

using Shared = norace::Arc<norace::AsyncMutex<std::string>>;

norace::Task<> add(Shared text) {
  std::string& all = *co_await text->lock();  // expected-error {{[E0716]}}
  all += "a";
}

int main() {
  const norace::Pool pool(1);
  auto text = Shared::make("");
  auto other = pool.spawn(add(text));
  do {
    norace::block_on(add(text));
  } while (!other.is_finished());
  other.join();
}
//@ safe: auto guard = co_await text->lock(); std::string& all = *guard;
