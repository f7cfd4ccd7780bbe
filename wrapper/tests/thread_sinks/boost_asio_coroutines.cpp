// needs: boost/asio/awaitable.hpp
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <mutex>
#include <string>

namespace asio = boost::asio;

asio::awaitable<void> add(int& count) {
  ++count;  // of whoever made it
  co_return;
}
asio::awaitable<void> add_own(int count) {
  ++count;
  co_return;
}
asio::awaitable<void> add_locked(int& count, std::mutex& mutex) {
  const std::lock_guard lock(mutex);
  ++count;
  co_return;
}

void racy_lambda_and_starter() {
  int count = 0;
  asio::thread_pool pool(4);
  asio::co_spawn(
      pool,
      [&count]() -> asio::awaitable<void> {
        ++count;  // RACE
        co_return;
      },
      asio::detached);
  ++count;  // RACE
  pool.join();
}
void racy_lambda_in_loop() {
  int count = 0;
  asio::thread_pool pool(4);
  for (int i = 0; i < 10; ++i)
    asio::co_spawn(
        pool,
        [&count]() -> asio::awaitable<void> {
          ++count;  // RACE
          co_return;
        },
        asio::detached);
  pool.join();
}
asio::awaitable<void> add_beside_starter(int& count) {
  ++count;  // RACE
  co_return;
}
void racy_coroutine_and_starter() {
  int count = 0;
  asio::thread_pool pool(4);
  asio::co_spawn(pool, add_beside_starter(count), asio::detached);
  ++count;  // RACE
  pool.join();
}
asio::awaitable<void> add_twice(int& count) {
  ++count;  // RACE
  co_return;
}
void racy_two_coroutines() {
  int count = 0;
  asio::thread_pool pool(4);
  asio::co_spawn(pool.get_executor(), add_twice(count), asio::detached);
  asio::co_spawn(pool.get_executor(), add_twice(count), asio::detached);
  pool.join();
}
asio::awaitable<void> add_for_lambda(int& count) {
  ++count;  // RACE
  co_return;
}
void racy_made_by_a_lambda() {
  int count = 0;
  asio::thread_pool pool(4);
  asio::co_spawn(
      pool, [&count] { return add_for_lambda(count); }, asio::detached);
  ++count;  // RACE
  pool.join();
}
asio::awaitable<void> add_beside_task(int& count) {
  ++count;  // RACE
  co_return;
}
void racy_coroutine_beside_a_task() {
  int count = 0;
  asio::thread_pool pool(4);
  asio::co_spawn(pool, add_beside_task(count), asio::detached);
  asio::post(pool, [&count] { ++count; });  // RACE
  pool.join();
}
asio::awaitable<void> add_in_strand(int& count) {
  ++count;  // RACE
  co_return;
}
void racy_strand_and_starter() {
  int count = 0;
  asio::thread_pool pool(4);
  auto strand = asio::make_strand(pool);
  asio::co_spawn(strand, add_in_strand(count), asio::detached);
  ++count;  // RACE
  pool.join();
}
asio::awaitable<void> add_after_a_while(int& count) {
  asio::steady_timer timer(co_await asio::this_coro::executor);
  co_await timer.async_wait(asio::use_awaitable);
  ++count;  // RACE
}
void racy_after_something_awaited() {
  int count = 0;
  asio::thread_pool pool(4);
  asio::co_spawn(pool, add_after_a_while(count), asio::detached);
  ++count;  // RACE
  pool.join();
}

void fine_joined() {
  int count = 0;
  asio::thread_pool pool(4);
  asio::co_spawn(pool, add(count), asio::detached);
  pool.join();
  ++count;
}
void fine_own_copies() {
  int count = 0;
  asio::thread_pool pool(4);
  for (int i = 0; i < 10; ++i) asio::co_spawn(pool, add_own(count), asio::detached);
  ++count;
  pool.join();
}
void fine_locked() {
  int count = 0;
  std::mutex mutex;
  asio::thread_pool pool(4);
  for (int i = 0; i < 10; ++i) asio::co_spawn(pool, add_locked(count, mutex), asio::detached);
  pool.join();
}
void fine_strand() {
  int count = 0;
  asio::thread_pool pool(4);
  auto strand = asio::make_strand(pool);
  asio::co_spawn(strand, add(count), asio::detached);
  asio::co_spawn(strand, add(count), asio::detached);
  pool.join();
}
void fine_one_thread() {
  int count = 0;
  asio::thread_pool pool(1);
  asio::co_spawn(pool, add(count), asio::detached);
  asio::co_spawn(pool, add(count), asio::detached);
  pool.join();
}
void fine_result_awaited() {
  int count = 0;
  asio::thread_pool pool(4);
  asio::co_spawn(pool, add(count), asio::use_future).get();
  ++count;
  pool.join();
}
void fine_never_started() {
  int count = 0;
  const auto waiting = add(count);
  asio::thread_pool pool(4);
  asio::post(pool, [&count] { ++count; });
  pool.join();
}
void fine_two_variables() {
  int one = 0;
  int other = 0;
  asio::thread_pool pool(4);
  asio::co_spawn(pool, add(one), asio::detached);
  asio::co_spawn(pool, add(other), asio::detached);
  pool.join();
}
void fine_one_awaits_the_other() {
  int count = 0;
  asio::thread_pool pool(4);
  asio::co_spawn(
      pool,
      [&count]() -> asio::awaitable<void> {
        co_await add(count);
        co_await add(count);
      },
      asio::detached);
  pool.join();
}
// Whatever is awaited may be the other one's doing.
asio::awaitable<void> add_when_told(asio::steady_timer& told, int& count) {
  boost::system::error_code ended;
  co_await told.async_wait(asio::redirect_error(asio::use_awaitable, ended));
  ++count;
}
void fine_told_by_the_starter() {
  int count = 0;
  asio::thread_pool pool(1);
  asio::steady_timer told(pool, asio::steady_timer::time_point::max());
  asio::co_spawn(pool, add_when_told(told, count), asio::detached);
  ++count;
  asio::post(pool, [&told] { told.cancel(); });
  pool.join();
}
