// recv_async(): what it gives, whom it keeps waiting, and how senders of every kind meet it.
#include "norace/async_channel.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "norace/arc.hpp"
#include "norace/async.hpp"
#include "norace/async_mutex.hpp"
#include "norace/async_pool.hpp"
#include "norace/channel.hpp"
#include "norace/pool.hpp"
#include "norace/select.hpp"
#include "norace/thread.hpp"

namespace async_channel_test {
namespace {

using norace::Arc;
using norace::Pool;
using norace::Receiver;
using norace::Sender;
using norace::SyncSender;
using norace::Task;
using std::chrono::milliseconds;

Task<int> total(Receiver<int> in) {
  int sum = 0;
  while (const auto value = co_await norace::recv_async(in)) sum += *value;
  co_return sum;
}
void count(const Sender<int>& out, int to) {
  for (int i = 1; i <= to; ++i) out.send(i);
}

TEST(RecvAsync, GivesWhatIsThereAndThenNothing) {
  auto [tx, rx] = norace::channel<int>();
  count(tx, 10);
  tx.drop();
  EXPECT_EQ(norace::block_on(total(std::move(rx))), 55);
}

TEST(RecvAsync, WaitsForThreadsThatSend) {
  const Pool pool(2);
  for (int i = 0; i < 200; ++i) {
    auto [tx, rx] = norace::channel<int>();
    auto sum = pool.spawn(total(std::move(rx)));
    auto other = norace::spawn([](Sender<int> out) { count(out, 100); }, tx.clone());
    count(tx, 100);
    tx.drop();
    EXPECT_EQ(sum.join(), 10100);
  }
}

Task<int> difference_of_two(Receiver<std::unique_ptr<int>> in) {
  const auto first = co_await norace::recv_async(in);
  const auto second = co_await norace::recv_async(in);
  co_return first&& second ? **first - **second : 0;
}
TEST(RecvAsync, KeepsTheOrderAndTakesWhatOnlyMoves) {
  auto [tx, rx] = norace::channel<std::unique_ptr<int>>();
  auto sender = norace::spawn(
      [](Sender<std::unique_ptr<int>> out) {
        out.send(std::make_unique<int>(5));
        norace::sleep(milliseconds(2));
        out.send(std::make_unique<int>(3));
      },
      std::move(tx));
  EXPECT_EQ(norace::block_on(difference_of_two(std::move(rx))), 2);
}

// Each stage waits for the one before: with recv() one worker would wait for ever.
Task<> add_one(Receiver<int> in, Sender<int> out) {
  while (const auto value = co_await norace::recv_async(in)) out.send(*value + 1);
}
TEST(RecvAsync, KeepsNoWorkerWhileItWaits) {
  const Pool pool(1);
  auto [tx, rx] = norace::channel<int>();
  Receiver<int> last = std::move(rx);
  for (int stage = 0; stage < 100; ++stage) {
    auto [next, received] = norace::channel<int>();
    pool.spawn(add_one(std::move(last), std::move(next))).detach();
    last = std::move(received);
  }
  pool.spawn([] {}).join();
  count(tx, 10);
  tx.drop();
  EXPECT_EQ(norace::block_on(total(std::move(last))), 1055);
}

Task<norace::ThreadId> where_it_goes_on(Receiver<int> in) {
  static_cast<void>(co_await norace::recv_async(in));
  co_return norace::current_thread().id();
}
TEST(RecvAsync, GoesOnOnItsOwnExecutor) {
  auto [tx, rx] = norace::channel<int>();
  auto sender = norace::spawn(
      [](Sender<int> out) {
        norace::sleep(milliseconds(2));
        out.send(1);
      },
      std::move(tx));
  EXPECT_EQ(norace::block_on(where_it_goes_on(std::move(rx))), norace::current_thread().id());
}

TEST(RecvAsync, MeetsTheSenderOfARendezvous) {
  const Pool pool(1);
  auto [tx, rx] = norace::sync_channel<int>(0);
  EXPECT_FALSE(tx.try_send(1).is_ok());  // nobody waits yet
  auto sum = pool.spawn(total(std::move(rx)));
  while (!tx.try_send(2).is_ok()) norace::yield_now();
  EXPECT_TRUE(tx.send(3).is_ok());
  while (!tx.send_timeout(4, milliseconds(1)).is_ok()) norace::yield_now();
  int value = 5;
  EXPECT_TRUE(norace::select(norace::on_send(tx, value, [](auto sent) { return sent.is_ok(); })));
  tx.drop();
  EXPECT_EQ(sum.join(), 14);
}

TEST(RecvAsync, MakesRoomInABoundedChannel) {
  const Pool pool(1);
  auto [tx, rx] = norace::sync_channel<int>(2);
  auto sum = pool.spawn(total(std::move(rx)));
  for (int i = 0; i < 1000; ++i) EXPECT_TRUE(tx.send(1).is_ok());
  tx.drop();
  EXPECT_EQ(sum.join(), 1000);
}

Task<> takes_one(Receiver<int> in, Sender<int> out) {
  out.send((co_await norace::recv_async(in)).value_or(0));
  while (!in.is_disconnected()) norace::yield_now();
}
TEST(RecvAsync, DoesNotWaitForARendezvousOnceItHasReceived) {
  const Pool pool(1);
  auto [tx, rx] = norace::sync_channel<int>(0);
  auto [out, end] = norace::channel<int>();
  auto taken = pool.spawn(takes_one(std::move(rx), std::move(out)));
  pool.spawn([] {}).join();  // it waits by now
  EXPECT_TRUE(tx.send(1).is_ok());
  EXPECT_FALSE(tx.try_send(2).is_ok());
  EXPECT_EQ(end.recv(), 1);
  EXPECT_FALSE(tx.try_send(2).is_ok());
  tx.drop();
  taken.join();
}

// A value that looks at its own channel when it is moved and when it ends.
class Looks {
 public:
  explicit Looks(Sender<Looks> back) : back_(std::move(back)) {}
  Looks(Looks&& other) noexcept : back_(other.back_.clone()) { look(); }
  Looks& operator=(Looks&&) = delete;
  ~Looks() { look(); }
  NORACE_MEMBERS(back_)

 private:
  void look() const { EXPECT_LT(back_.len(), 2U); }
  Sender<Looks> back_;
};
Task<int> looks(Receiver<Looks> in, int times) {
  int n = 0;
  for (; n < times; ++n) {
    const auto value = co_await norace::recv_async(in);
    if (!value) break;
  }
  co_return n;
}
TEST(RecvAsync, NothingOfAValueRunsUnderTheLock) {
  const Pool pool(1);
  auto [tx, rx] = norace::channel<Looks>();
  tx.send(Looks(tx.clone()));
  auto got = pool.spawn(looks(std::move(rx), 2));
  pool.spawn([] {}).join();  // it waits by now
  tx.send(Looks(tx.clone()));
  EXPECT_EQ(got.join(), 2);
}

using Jobs = Arc<norace::AsyncMutex<Receiver<int>>>;
Task<int> takes_turns(Jobs jobs) {
  int sum = 0;
  for (;;) {
    std::optional<int> job;
    {
      auto guard = co_await jobs->lock();
      job = co_await norace::recv_async(*guard);
    }
    if (!job) co_return sum;
    sum += *job;
  }
}
TEST(RecvAsync, SeveralTakeTurnsWithAnAsyncMutex) {
  const Pool pool(4);
  auto [tx, rx] = norace::channel<int>();
  const auto jobs = Jobs::make(std::move(rx));
  std::vector<norace::TaskHandle<int>> handles;
  for (int i = 0; i < 8; ++i) handles.push_back(pool.spawn(takes_turns(jobs)));
  count(tx, 2000);
  tx.drop();
  int all = 0;
  for (auto& handle : handles) all += handle.join();
  EXPECT_EQ(all, 2001000);
}

Task<int> in_turn(Receiver<int> in) {
  int sum = 0;
  for (;;) {
    const auto awaited = co_await norace::recv_async(in);
    const auto selected = norace::select(norace::on(in, [](std::optional<int> n) { return n; }));
    sum += awaited.value_or(0) + selected.value_or(0);
    if (!awaited || !selected) co_return sum;
  }
}
TEST(RecvAsync, LeavesNothingBehindForSelectAndTheOtherWayRound) {
  auto [tx, rx] = norace::channel<int>();
  auto sender = norace::spawn(
      [](Sender<int> out) {
        for (int i = 1; i <= 200; ++i) {
          out.send(i);
          if (i % 16 == 0) norace::sleep(milliseconds(1));
        }
      },
      std::move(tx));
  EXPECT_EQ(norace::block_on(in_turn(std::move(rx))), 20100);
}

Task<> passes_on(Receiver<int> in, SyncSender<int> out) {
  while (const auto value = co_await norace::recv_async(in)) out.send(*value);
}
int received(const Receiver<int>& in) {
  for (;; norace::yield_now())
    if (auto got = in.try_recv(); got.is_ok()) return std::move(got).unwrap();
}
// At about the time that the other side begins to wait, and once it does.
TEST(RecvAsync, IsToldOfEachValueAndOfTheEnd) {
  const Pool pool(1);
  for (int i = 0; i < 3000; ++i) {
    auto [tx, rx] = norace::channel<int>();
    auto [out, end] = norace::sync_channel<int>(1);
    auto passed = pool.spawn(passes_on(std::move(rx), std::move(out)));
    for (int n = 0; n < 3; ++n) {
      tx.send(n);
      ASSERT_EQ(received(end), n);
    }
    if (i % 10 == 0) pool.spawn([] {}).join();
    tx.drop();
    passed.join();
    EXPECT_FALSE(end.recv().has_value());
  }
}

}  // namespace
}  // namespace async_channel_test
