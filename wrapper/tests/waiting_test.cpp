// Channels, Condvar, Barrier, WaitGroup, park, lock levels, chunks: who waits for whom.
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <span>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "norace/norace.hpp"

namespace {

using namespace std::chrono_literals;

TEST(Channel, DeliversInOrderThenDisconnects) {
  auto [tx, rx] = norace::channel<int>();
  auto h = norace::spawn(
      [](norace::Sender<int> out) {
        for (int i = 0; i < 3; ++i) out.send(i);
      },
      std::move(tx));
  std::vector<int> got;
  for (int x : rx) got.push_back(x);
  EXPECT_EQ(got, (std::vector<int>{0, 1, 2}));
  EXPECT_FALSE(rx.recv());
  EXPECT_TRUE(rx.is_disconnected());
}

TEST(Channel, SendIsFalseOnceTheReceiverIsGone) {
  auto [tx, rx] = norace::channel<std::unique_ptr<int>>();
  EXPECT_TRUE(tx.send(std::make_unique<int>(1)));
  { auto gone = std::move(rx); }
  EXPECT_FALSE(tx.send(std::make_unique<int>(2)));
}

TEST(Channel, TimesOutWhileASenderLives) {
  auto [tx, rx] = norace::channel<int>();
  EXPECT_FALSE(rx.try_recv());
  EXPECT_FALSE(rx.recv_timeout(1ms));
  EXPECT_FALSE(rx.is_disconnected());
  tx.send(5);
  EXPECT_EQ(rx.recv_timeout(1s), 5);
}

TEST(SyncChannel, BlocksWhileFull) {
  auto [tx, rx] = norace::sync_channel<int>(1);
  EXPECT_TRUE(tx.try_send(1));
  EXPECT_FALSE(tx.try_send(2));
  auto h = norace::spawn([](norace::SyncSender<int> out) { return out.send(3); }, std::move(tx));
  EXPECT_EQ(rx.recv(), 1);
  EXPECT_EQ(rx.recv(), 3);
  EXPECT_TRUE(h.join());
}

TEST(Condvar, WaitsForItsPredicate) {
  struct Shared {
    norace::Mutex<bool> ready{false};
    norace::Condvar changed;
  };
  auto shared = norace::Arc<Shared>::make();
  auto h = norace::spawn(
      [](norace::Arc<Shared> s) {
        auto guard = s->ready.lock();
        guard = s->changed.wait(std::move(guard), [](bool& ready) { return ready; });
        return *guard;
      },
      shared);
  {
    auto guard = shared->ready.lock();
    *guard = true;
  }
  shared->changed.notify_all();
  EXPECT_TRUE(h.join());
  auto guard = shared->ready.lock();
  const auto waited =
      shared->changed.wait_for(std::move(guard), 1ms, [](bool& ready) { return !ready; });
  EXPECT_TRUE(waited.timed_out);
}

TEST(Condvar, RefusesASecondMutex) {
  const norace::Mutex<int> one(1);
  const norace::Mutex<int> two(2);
  const norace::Condvar changed;
  auto a = one.lock();
  a = changed.wait(std::move(a), [](int& n) { return n == 1; });
  auto b = two.lock();
  EXPECT_THROW(b = changed.wait(std::move(b), [](int&) { return true; }), norace::CondvarMisuse);
  EXPECT_EQ(*b, 2);
}

TEST(Barrier, HasOneLeaderEachRound) {
  auto barrier = norace::Arc<norace::Barrier>::make(3U);
  auto run = [](norace::Arc<norace::Barrier> b) { return int{b->wait()} + int{b->wait()}; };
  auto a = norace::spawn(run, barrier);
  auto b = norace::spawn(run, barrier);
  const int mine = run(barrier);
  EXPECT_EQ(a.join() + b.join() + mine, 2);
}

TEST(WaitGroup, WaitsForCopiesAlsoWhenTheyThrow) {
  norace::WaitGroup group;
  auto h = norace::spawn([](norace::WaitGroup) { throw 1; }, group);
  group.wait();
  EXPECT_THROW(h.join(), int);
}

TEST(Park, TakesATokenThatCameFirst) {
  norace::current_thread().unpark();
  norace::park();
  EXPECT_FALSE(norace::park_timeout(1ms));
}

TEST(Locks, AreTakenInOrderOrInPairs) {
  const norace::LeveledMutex<1, int> low(1);
  const norace::LeveledMutex<2, int> high(2);
  {
    auto a = low.lock(norace::no_lock);
    auto b = high.lock(a);
    EXPECT_EQ(*a + *b, 3);
  }
  const norace::Mutex<int> x(1);
  const norace::Mutex<int> y(2);
  EXPECT_EQ(norace::with_both(y, x, [](int& a, int& b) { return a * 10 + b; }), 21);
  EXPECT_THROW(norace::with_both(x, x, [](int&, int&) {}), std::system_error);
}

TEST(Chunks, CoverTheRangeOnceEach) {
  std::vector<int> v(10, 0);
  norace::scope([&](norace::Scope& s) {
    for (auto part : norace::chunks_mut(v, 3))
      s.spawn(
          [](std::span<int> mine) {
            for (int& x : mine) ++x;
          },
          part);
  });
  EXPECT_EQ(v, std::vector<int>(10, 1));
  EXPECT_THROW(norace::scope([&](norace::Scope& s) {
                 for (auto part : norace::chunks_mut(v, 5)) s.spawn([](std::span<int>) {}, part);
                 for (auto part : norace::chunks_mut(v, 5)) s.spawn([](std::span<int>) {}, part);
               }),
               norace::BorrowError);
}

}  // namespace
