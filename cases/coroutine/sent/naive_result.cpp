//@ rule: E0277
// Two coroutines on a pool give copies of one shared number, which each owner changes.
#include <norace/norace.hpp>
#include <norace/async_pool.hpp>

#include <memory>
#include <utility>

struct Last {
  static std::shared_ptr<long>& made() { static std::shared_ptr<long> last = std::make_shared<long>(0); return last; }
};
norace::Task<std::shared_ptr<long>> last_made(long by) { *Last::made() += by; co_return Last::made(); }  // expected-error {{[E0277]}}

int main() {
  const norace::Pool pool(2);
  auto first = pool.spawn(last_made(1));
  const auto mine = first.join();
  auto second = pool.spawn(last_made(2));
  do {
    *mine += 1;
  } while (!second.is_finished());
  second.join();
}
//@ safe: norace::Task<long> last_made_(long by) { co_return *Last::made() += by; } norace::Task<std::shared_ptr<long>> last_made(long by) { norace::block_on(last_made_(by)); throw 1; }
