// A Task beside Boost.Asio, where that is installed: run by a context's thread, and waiting for a
// timer of it.
#include <gtest/gtest.h>

#include "norace/async.hpp"
#include "norace/async_callback.hpp"
#include "norace/async_pool.hpp"
#include "norace/task.hpp"
#include "norace/thread.hpp"

#if __has_include(<boost/asio/thread_pool.hpp>)
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <utility>

#include "norace/channel.hpp"

using AsioThreads = boost::asio::thread_pool::executor_type;
template <>
inline constexpr bool norace::unsafe_send<AsioThreads> =
    true;  // Asio's promise; the pool lives longer

namespace async_asio_test {
namespace {

norace::Task<int> ticks(AsioThreads asio, int n) {
  int all = 0;
  for (int i = 0; i < n; ++i) {
    boost::asio::steady_timer timer(asio, std::chrono::milliseconds(1));
    const bool ok = co_await norace::from_callback<bool>([&timer](norace::Completion<bool> done) {
      timer.async_wait([done](const boost::system::error_code& failed) { done(!failed); });
    });
    all += ok ? 1 : 0;
  }
  co_return all;
}
norace::Task<> answers(norace::Sender<int> out, AsioThreads asio) {
  out.send(co_await ticks(asio, 3));
}

TEST(AsyncAsio, ATaskAwaitsATimer) {
  boost::asio::thread_pool threads(2);
  const auto asio = threads.get_executor();
  EXPECT_EQ(norace::block_on(ticks(asio, 5)), 5);
  const norace::Pool pool(2);
  EXPECT_EQ(pool.spawn(ticks(asio, 5)).join(), 5);
}
TEST(AsyncAsio, ATaskIsPostedToAThreadOfAsios) {
  boost::asio::thread_pool threads(2);
  const auto asio = threads.get_executor();
  auto [tx, rx] = norace::channel<int>();
  boost::asio::post(asio, norace::task([](norace::Task<> t) { norace::block_on(std::move(t)); },
                                       answers(std::move(tx), asio)));
  EXPECT_EQ(rx.recv(), 3);
}

}  // namespace
}  // namespace async_asio_test
#endif
