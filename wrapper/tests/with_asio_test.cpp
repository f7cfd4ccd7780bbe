// A channel whose receiver waits in an event loop of Asio's.
#include "norace/with_asio.hpp"

#include <gtest/gtest.h>

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>
#include <memory>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include "norace/arc.hpp"
#include "norace/atomic.hpp"
#include "norace/channel.hpp"
#include "norace/task.hpp"
#include "norace/thread.hpp"
#include "norace/traits.hpp"

namespace {

static_assert(!norace::Send<norace::AsioReceiver<int>> && !norace::Sync<norace::AsioReceiver<int>>);
static_assert(!norace::Send<boost::asio::io_context*>);

// Adds up until every sender is gone.
struct Adder {
  norace::AsioReceiver<std::unique_ptr<int>> from;
  long sum = 0;
  int ended = 0;
  void next() {
    from.async_recv([this](std::optional<std::unique_ptr<int>> value) {
      if (!value) return void(++ended);
      sum += **value;
      next();
    });
  }
};

long add_up(norace::Receiver<std::unique_ptr<int>> values) {
  boost::asio::io_context io(1);
  Adder adder{{io, std::move(values)}};
  adder.next();
  io.run();
  return adder.ended == 1 ? adder.sum : -1;
}

TEST(AsioReceiver, gets_what_many_threads_send_and_then_the_end) {
  auto ends = norace::channel<std::unique_ptr<int>>();
  auto sum = norace::spawn(add_up, std::move(ends.receiver));
  std::vector<norace::JoinHandle<void>> senders;
  for (int i = 0; i < 4; ++i)
    senders.push_back(norace::spawn(
        [](norace::Sender<std::unique_ptr<int>> out) {
          for (int n = 1; n <= 1000; ++n) out.send(std::make_unique<int>(n));
        },
        ends.sender));
  ends.sender.drop();
  EXPECT_EQ(sum.join(), 4 * 500'500);
}

TEST(AsioReceiver, gets_what_was_sent_before_it_was_there) {
  auto ends = norace::channel<int>();
  ends.sender.send(7);
  boost::asio::io_context io(1);
  norace::AsioReceiver<int> receiver(io, std::move(ends.receiver));
  std::optional<int> got;
  receiver.async_recv([&](std::optional<int> value) { got = value; });
  EXPECT_EQ(got, std::nullopt);
  io.run();
  EXPECT_EQ(got, 7);
}

TEST(AsioReceiver, wants_no_second_wait_at_once) {
  boost::asio::io_context io(1);
  norace::AsioReceiver<int> receiver(io, norace::channel<int>().receiver);
  receiver.async_recv([](std::optional<int>) {});
  EXPECT_THROW(receiver.async_recv([](std::optional<int>) {}), std::logic_error);
}

TEST(AsioReceiver, tells_its_handler_when_it_ends) {
  auto ends = norace::channel<int>();
  boost::asio::io_context io(1);
  bool is_told = false;
  {
    norace::AsioReceiver<int> receiver(io, std::move(ends.receiver));
    receiver.async_recv([&](std::optional<int> value) { is_told = !value; });
  }
  EXPECT_FALSE(is_told);
  io.run();
  EXPECT_TRUE(is_told);
  EXPECT_FALSE(ends.sender.send(1));
}

TEST(AsioReceiver, does_not_outlive_its_loop) {
  auto ends = norace::channel<int>();
  const auto watched = std::make_shared<int>(0);
  std::optional<boost::asio::io_context> io(std::in_place, 1);
  // As a handler that owns what it waits on, as handlers do.
  const auto receiver = std::make_shared<norace::AsioReceiver<int>>(*io, std::move(ends.receiver));
  receiver->async_recv([watched, receiver](std::optional<int>) { FAIL(); });
  io.reset();
  EXPECT_EQ(watched.use_count(), 1);
  EXPECT_EQ(receiver.use_count(), 1);
  EXPECT_TRUE(ends.sender.send(1));  // nobody is woken
  EXPECT_THROW(receiver->async_recv([](std::optional<int>) {}), std::logic_error);
}

TEST(AsioReceiver, ends_with_the_handler_that_owned_it) {
  auto ends = norace::channel<int>();
  {
    boost::asio::io_context io(1);
    auto receiver = std::make_shared<norace::AsioReceiver<int>>(io, std::move(ends.receiver));
    auto& it = *receiver;
    it.async_recv([owner = std::move(receiver)](std::optional<int>) { FAIL(); });
  }
  EXPECT_FALSE(ends.sender.send(1));
}

TEST(AsioReceiver, calls_the_handler_where_it_is_bound_to) {
  auto ends = norace::channel<int>();
  boost::asio::thread_pool pool(1);
  boost::asio::io_context io(1);
  norace::AsioReceiver<int> receiver(io, std::move(ends.receiver));
  std::thread::id called_by;
  receiver.async_recv(boost::asio::bind_executor(
      pool.get_executor(), [&](std::optional<int>) { called_by = std::this_thread::get_id(); }));
  ends.sender.send(1);
  io.run();
  pool.join();
  EXPECT_NE(called_by, std::thread::id());
  EXPECT_NE(called_by, std::this_thread::get_id());
}

TEST(AsioReceiver, takes_any_completion_token) {
  auto ends = norace::channel<int>();
  boost::asio::io_context io(1);
  norace::AsioReceiver<int> receiver(io, std::move(ends.receiver));
  auto future = receiver.async_recv(boost::asio::use_future);
  ends.sender.send(5);
  io.run();
  EXPECT_EQ(future.get(), 5);
}

TEST(AsioExecutor, runs_tasks_and_closures_that_own_what_they_use) {
  const auto sum = norace::Arc<norace::Atomic<int>>::make(0);
  const auto add = [](norace::Arc<norace::Atomic<int>> to, std::unique_ptr<int> by) {
    to->fetch_add(*by, norace::Ordering::Relaxed);
  };
  boost::asio::thread_pool pool(2);
  const norace::AsioExecutor threads(pool.get_executor());
  for (int i = 0; i < 100; ++i) {
    threads.post(norace::task(add, sum, std::make_unique<int>(1)));
    threads.dispatch(norace::task(add, sum, std::make_unique<int>(2)));
    threads.defer(norace::task(add, sum, std::make_unique<int>(3)));
    threads.post([] {});
  }
  pool.join();
  EXPECT_EQ(sum->load(norace::Ordering::Relaxed), 600);
}

TEST(AsioExecutor, of_a_strand_runs_one_task_after_the_other) {
  struct State {
    norace::Atomic<bool> is_busy{false};
    norace::Atomic<int> overlaps{0};
  };
  const auto state = norace::Arc<State>::make();
  boost::asio::thread_pool pool(3);
  const norace::AsioExecutor strand(boost::asio::make_strand(pool));
  for (int i = 0; i < 300; ++i)
    strand.post(norace::task(
        [](norace::Arc<State> mine) {
          if (mine->is_busy.swap(true, norace::Ordering::Relaxed))
            mine->overlaps.fetch_add(1, norace::Ordering::Relaxed);
          mine->is_busy.store(false, norace::Ordering::Relaxed);
        },
        state));
  pool.join();
  EXPECT_EQ(state->overlaps.load(norace::Ordering::Relaxed), 0);
}

}  // namespace
