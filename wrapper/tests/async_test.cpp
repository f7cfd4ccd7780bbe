// Task: what it gives, where it runs, when its frame ends; on a thread and on a Pool.
#include "norace/async.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "norace/arc.hpp"
#include "norace/async_mutex.hpp"
#include "norace/async_pool.hpp"
#include "norace/atomic.hpp"
#include "norace/channel.hpp"
#include "norace/mutex.hpp"
#include "norace/pool.hpp"
#include "norace/rc.hpp"
#include "norace/thread.hpp"

namespace async_test {
namespace {

using norace::Arc;
using norace::Pool;
using norace::Task;

// Counts how many of it live.
class Counted {
 public:
  explicit Counted(Arc<norace::Atomic<int>> live) : live_(std::move(live)) { add(1); }
  Counted(const Counted& other) : live_(other.live_.clone()) { add(1); }
  Counted(Counted&& other) noexcept : live_(other.live_.clone()) { add(1); }
  Counted& operator=(const Counted&) = delete;
  ~Counted() { add(-1); }
  NORACE_MEMBERS(live_)

 private:
  void add(int by) { live_->fetch_add(by, norace::Ordering::Relaxed); }
  Arc<norace::Atomic<int>> live_;
};
int living(const Arc<norace::Atomic<int>>& live) { return live->load(norace::Ordering::Relaxed); }

static_assert(norace::Send<Task<int>> && norace::Owned<Task<int>> && !norace::Sync<Task<int>>);
static_assert(!std::is_copy_constructible_v<Task<int>> && std::is_move_constructible_v<Task<int>>);

Task<int> number(int n) { co_return n; }
Task<int> sum(int a, int b) { co_return co_await number(a) + co_await number(b); }
Task<> nothing() { co_return; }
Task<std::unique_ptr<int>> grown(std::unique_ptr<int> n) {
  *n += 1;
  co_return n;
}
Task<int> throws(std::string what) {
  if (!what.empty()) throw std::runtime_error(what);
  co_return 1;
}
Task<int> catches(std::string what) {
  try {
    co_return co_await throws(what);
  } catch (const std::runtime_error& error) {
    co_return error.what() == what ? -1 : 0;
  }
}

TEST(Async, ATaskGivesWhatItReturns) {
  EXPECT_EQ(norace::block_on(sum(1, 2)), 3);
  EXPECT_EQ(*norace::block_on(grown(std::make_unique<int>(6))), 7);
  norace::block_on(nothing());
}

TEST(Async, AnExceptionComesOutWhereTheTaskIsAwaited) {
  EXPECT_EQ(norace::block_on(catches("x")), -1);
  EXPECT_EQ(norace::block_on(catches("")), 1);
  EXPECT_THROW(norace::block_on(throws("x")), std::runtime_error);
}

Task<> begins(Arc<norace::Atomic<int>> begun) {
  begun->fetch_add(1, norace::Ordering::Relaxed);
  co_return;
}
TEST(Async, ATaskIsLazyAndOneThatWasMovedAwayHasNoResult) {
  const auto begun = Arc<norace::Atomic<int>>::make(0);
  auto task = begins(begun);
  EXPECT_EQ(living(begun), 0);
  auto taken = std::move(task);
  norace::block_on(std::move(taken));
  EXPECT_EQ(living(begun), 1);
  EXPECT_THROW(norace::block_on(std::move(taken)), std::system_error);
  { [[maybe_unused]] const auto dropped = begins(begun); }
  EXPECT_EQ(living(begun), 1);
}

Task<int> in_a_row(int n) {
  int all = 0;
  for (int i = 0; i < n; ++i) all += co_await number(1);
  co_return all;
}
Task<int> inside_each_other(int n) {
  if (n == 0) co_return 0;
  co_return 1 + co_await inside_each_other(n - 1);
}
TEST(Async, AwaitingNeedsNoStack) {
  EXPECT_EQ(norace::block_on(in_a_row(300000)), 300000);
  EXPECT_EQ(norace::block_on(inside_each_other(50000)), 50000);
}

Task<Counted> same(Counted c) { co_return c; }
Task<int> uses(Counted c) {
  const auto mine = co_await same(c);
  const auto other = co_await same(std::move(c));
  static_cast<void>(co_await same(other));
  co_return 1;
}
Task<int> fails(Counted c) {
  const auto mine = co_await same(c);
  co_return co_await throws("x");
}
TEST(Async, AFrameEndsOnceWithAllThatItHolds) {
  const auto live = Arc<norace::Atomic<int>>::make(0);
  norace::block_on(uses(Counted(live)));
  EXPECT_EQ(living(live), 0);
  EXPECT_THROW(norace::block_on(fails(Counted(live))), std::runtime_error);
  EXPECT_EQ(living(live), 0);
  { [[maybe_unused]] const auto never_run = uses(Counted(live)); }
  EXPECT_EQ(living(live), 0);
  {
    const Pool pool(2);
    pool.spawn(uses(Counted(live))).join();
    EXPECT_EQ(living(live), 0);
    auto handle = pool.spawn(uses(Counted(live)));
    while (!handle.is_finished()) norace::yield_now();
    EXPECT_EQ(living(live), 0);  // with the task, not with its handle
    pool.spawn(fails(Counted(live))).detach();
  }
  EXPECT_EQ(living(live), 0);
}

Task<int> tree(Arc<Pool> pool, int depth) {
  if (depth == 0) co_return 1;
  auto left = pool->spawn(tree(pool, depth - 1));
  auto right = pool->spawn(tree(pool, depth - 1));
  co_return co_await std::move(left) + co_await std::move(right);
}
TEST(AsyncPool, TasksAwaitTasksOnAnyNumberOfWorkers) {
  for (const std::size_t workers : {1U, 4U}) {
    const auto pool = Arc<Pool>::make(workers);
    EXPECT_EQ(pool->spawn(tree(pool, 10)).join(), 1024);
    EXPECT_EQ(norace::block_on(tree(pool, 8)), 256);
  }
}

Task<int> of_a_call(Arc<Pool> pool, int n) {
  int all = 0;
  for (int i = 0; i < n; ++i) all += co_await pool->spawn([](int k) { return k; }, i);
  co_return all;
}
Task<int> of_a_call_that_throws(Arc<Pool> pool) {
  auto handle = pool->spawn([]() -> int { throw std::runtime_error("call"); });
  co_return co_await std::move(handle);
}
TEST(AsyncPool, AHandleOfAnyTaskIsAwaited) {
  const auto pool = Arc<Pool>::make(2U);
  EXPECT_EQ(norace::block_on(of_a_call(pool, 1000)), 499500);
  EXPECT_EQ(pool->spawn(of_a_call(pool, 1000)).join(), 499500);
  EXPECT_THROW(norace::block_on(of_a_call_that_throws(pool)), std::runtime_error);
}

Task<bool> moves(Arc<Pool> pool, norace::ThreadId from) {
  const bool began_there = norace::current_thread().id() == from;
  co_await norace::schedule_on(*pool);
  co_return began_there&& norace::current_thread().id() != from;
}
Task<bool> goes_on_there(Arc<Pool> pool, norace::ThreadId from) {
  const bool moved = co_await moves(pool, from);
  co_return moved&& norace::current_thread().id() != from;
}
TEST(AsyncPool, ScheduleOnMovesATaskAndWhatAwaitsIt) {
  const auto pool = Arc<Pool>::make(1U);
  EXPECT_TRUE(norace::block_on(goes_on_there(pool, norace::current_thread().id())));
}

Task<> waits(norace::Receiver<int> in, Arc<Pool> other, Arc<norace::Atomic<int>> n) {
  co_await norace::schedule_on(*other);
  n->fetch_add(in.recv().value_or(0), norace::Ordering::Relaxed);
}
TEST(AsyncPool, AnEndingPoolWaitsForTasksThatLiveOnIt) {
  const auto n = Arc<norace::Atomic<int>>::make(0);
  const auto other = Arc<Pool>::make(1U);
  for (int i = 0; i < 100; ++i) {
    const Pool pool(2);
    auto [tx, rx] = norace::channel<int>();
    pool.spawn(waits(std::move(rx), other, n)).detach();
    tx.send(1);
  }
  other->spawn([] {}).join();
  while (living(n) < 100) norace::yield_now();
  // One that waits for a task of another pool while its own ends.
  for (int i = 0; i < 100; ++i) {
    const auto pool = Arc<Pool>::make(1U);
    pool->spawn(of_a_call(other, 10)).detach();
  }
}

TEST(AsyncPool, ATaskMayOwnThePoolThatItRunsOn) {
  for (int i = 0; i < 100; ++i) {
    auto pool = Arc<Pool>::make(2U);
    auto handle = pool->spawn(tree(pool, 3));
    { [[maybe_unused]] const auto gone = std::move(pool); }
    EXPECT_EQ(handle.join(), 8);
  }
}

using Shared = Arc<norace::AsyncMutex<int>>;
Task<> adds(Shared n, Arc<Pool> pool, int times) {
  for (int i = 0; i < times; ++i) {
    auto guard = co_await n->lock();
    const int before = *guard;
    co_await norace::schedule_on(*pool);  // on another thread, with the lock
    *guard = before + 1;
  }
}
static_assert(norace::Send<norace::AsyncMutexGuard<int>> &&
              !norace::Owned<norace::AsyncMutexGuard<int>>);
static_assert(!norace::Send<norace::AsyncMutexGuard<norace::Rc<int>>>);
static_assert(norace::Sync<norace::AsyncMutex<int>> &&
              !norace::Sync<norace::AsyncMutex<norace::Rc<int>>>);

TEST(AsyncMutex, IsHeldOverASuspension) {
  const auto pool = Arc<Pool>::make(4U);
  const auto n = Shared::make(0);
  std::vector<norace::TaskHandle<void>> handles;
  for (int i = 0; i < 8; ++i) handles.push_back(pool->spawn(adds(n, pool, 500)));
  for (int i = 0; i < 500; ++i) *n->lock_blocking() += 1;
  norace::block_on(adds(n, pool, 500));
  for (auto& handle : handles) handle.join();
  EXPECT_EQ(*n->lock_blocking(), 5000);
}

Task<> notes(Arc<norace::AsyncMutex<std::vector<int>>> list, int n,
             Arc<norace::Atomic<int>> begun) {
  begun->fetch_add(1, norace::Ordering::SeqCst);
  auto guard = co_await list->lock();
  guard->push_back(n);
}
TEST(AsyncMutex, IsHandedOnInTheOrderOfArrival) {
  const Pool pool(1);
  const auto list = Arc<norace::AsyncMutex<std::vector<int>>>::make();
  const auto begun = Arc<norace::Atomic<int>>::make(0);
  std::vector<norace::TaskHandle<void>> handles;
  {
    auto guard = list->lock_blocking();
    EXPECT_FALSE(list->try_lock().has_value());
    for (int i = 0; i < 10; ++i) {
      handles.push_back(pool.spawn(notes(list, i, begun)));
      while (living(begun) <= i) norace::yield_now();
    }
    pool.spawn([] {}).join();  // the last one waits by now
  }
  for (auto& handle : handles) handle.join();
  auto guard = list->try_lock();
  ASSERT_TRUE(guard.has_value());
  EXPECT_EQ(**guard, (std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
  guard->unlock();
  EXPECT_TRUE(list->try_lock().has_value());
}

Task<int> of_an_expression(Shared n) {
  *co_await n->lock() += 2;
  const int now = *co_await n->lock();
  co_return now;
}
TEST(AsyncMutex, AGuardWithoutANameEndsWithItsExpression) {
  EXPECT_EQ(norace::block_on(of_an_expression(Shared::make(1))), 3);
}

}  // namespace
}  // namespace async_test
