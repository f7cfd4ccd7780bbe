// Pool: tasks, scopes, forks and algorithms on a few workers.
#include "norace/pool.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <numeric>
#include <span>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "norace/arc.hpp"
#include "norace/atomic.hpp"
#include "norace/channel.hpp"
#include "norace/chunks.hpp"
#include "norace/mutex.hpp"
#include "norace/rc.hpp"
#include "norace/runs_as_thread.hpp"
#include "norace/thread_record.hpp"

namespace {

constexpr auto relaxed = norace::Ordering::Relaxed;

TEST(Pool, RunsATaskThatOwnsItsArguments) {
  const norace::Pool pool(2);
  auto size = pool.spawn([](std::string s) { return s.size(); }, std::string("abc"));
  auto nothing = pool.spawn([] {});
  auto owner = pool.spawn([](std::unique_ptr<int> p) { return p; }, std::make_unique<int>(7));
  EXPECT_EQ(size.join(), 3U);
  nothing.join();
  EXPECT_EQ(*owner.join(), 7);
  EXPECT_EQ(pool.size(), 2U);
}

TEST(Pool, AHandleRethrowsAndJoinsOnce) {
  const norace::Pool pool(1);
  auto throws = pool.spawn([]() -> int { throw std::runtime_error("task"); });
  EXPECT_THROW(throws.join(), std::runtime_error);
  auto once = pool.spawn([] { return 1; });
  EXPECT_TRUE(once.joinable());
  EXPECT_EQ(once.join(), 1);
  EXPECT_FALSE(once.joinable());
  EXPECT_THROW(once.join(), std::system_error);
}

TEST(Pool, ADroppedHandleWaitsAndADetachedOneDoesNot) {
  auto [tx, rx] = norace::channel<int>();
  auto n = norace::Arc<norace::Atomic<int>>::make(0);
  {
    const norace::Pool pool(2);
    pool.spawn(
            [](norace::Receiver<int> in, norace::Arc<norace::Atomic<int>> k) {
              k->fetch_add(in.recv().value_or(0), relaxed);
            },
            std::move(rx), n)
        .detach();
    {
      auto dropped =
          pool.spawn([](norace::Arc<norace::Atomic<int>> k) { k->fetch_add(1, relaxed); }, n);
    }
    EXPECT_GE(n->load(relaxed), 1);
    tx.send(10);
  }  // its end waits for what is detached
  EXPECT_EQ(n->load(relaxed), 11);
}

TEST(Pool, JoinGivesBothResultsAndRunsNothingTwice) {
  const norace::Pool pool(2);
  auto [a, b] = pool.join([] { return 1; }, [] { return std::string("two"); });
  EXPECT_EQ(a, 1);
  EXPECT_EQ(b, "two");
  auto [none, some] = pool.join([] {}, [] { return 3; });
  static_cast<void>(none);
  EXPECT_EQ(some, 3);
  std::vector<int> left(3);
  std::vector<int> right(3);
  const auto fill = [](std::vector<int>& v, int with) { v.assign(3, with); };
  pool.join(norace::lending(fill, norace::borrow_mut(left), 1),
            norace::lending(fill, norace::borrow_mut(right), 2));
  EXPECT_EQ(left[2] * 10 + right[0], 12);
}

int fib(const norace::Pool& pool, int n) {
  if (n < 2) return n;
  auto [a, b] = pool.join(norace::lending(fib, norace::borrow(pool), n - 1),
                          norace::lending(fib, norace::borrow(pool), n - 2));
  return a + b;
}

// Each half once, and both before join() is over, whoever runs the second one.
TEST(Pool, JoinRunsBothHalvesAlsoWhereOneThrows) {
  for (const std::size_t workers : {1U, 3U}) {
    const norace::Pool pool(workers);
    const norace::Atomic<int> firsts(0);
    const norace::Atomic<int> seconds(0);
    const auto first = [](const norace::Atomic<int>& n, int i) {
      n.fetch_add(1, relaxed);
      if (i % 3 == 0) throw std::out_of_range("first");
    };
    const auto second = [](const norace::Atomic<int>& n, int i) {
      n.fetch_add(1, relaxed);
      if (i % 2 == 0) throw std::logic_error("second");
      return std::make_unique<int>(i);
    };
    for (int i = 0; i < 300; ++i) {
      const auto join = [&] {
        auto [none, owner] = pool.join(norace::lending(first, norace::borrow(firsts), i),
                                       norace::lending(second, norace::borrow(seconds), i));
        static_cast<void>(none);
        EXPECT_EQ(*owner, i);
      };
      if (i % 3 == 0)
        EXPECT_THROW(join(), std::out_of_range);
      else if (i % 2 == 0)
        EXPECT_THROW(join(), std::logic_error);
      else
        join();
      EXPECT_EQ(firsts.load(relaxed), i + 1);
      EXPECT_EQ(seconds.load(relaxed), i + 1);
    }
  }
}

TEST(Pool, NestsWithoutDeadlockOnAnyNumberOfWorkers) {
  for (const std::size_t workers : {1U, 2U, 5U}) {
    const norace::Pool pool(workers);
    EXPECT_EQ(fib(pool, 16), 987);
  }
}

// Tasks that wait for tasks that wait for tasks, more of them than workers.
TEST(Pool, HandlesAreJoinedByTasks) {
  using Shared = norace::Arc<norace::Pool>;
  auto pool = Shared::make(2U);
  struct Tree {
    static int sum(Shared p, int depth) {
      if (depth == 0) return 1;
      auto left = p->spawn(&Tree::sum, p, depth - 1);
      auto right = p->spawn(&Tree::sum, p, depth - 1);
      return left.join() + right.join();
    }
  };
  EXPECT_EQ(Tree::sum(pool, 8), 256);
  EXPECT_EQ(pool->spawn(&Tree::sum, pool, 6).join(), 64);
}

TEST(Pool, ForEachChangesEachElementOnce) {
  const norace::Pool pool(3);
  for (const std::size_t size : {0U, 1U, 2U, 1000U}) {
    std::vector<int> v(size, 1);
    pool.for_each(v, [](int& x) { x += 1; });
    EXPECT_EQ(std::count(v.begin(), v.end(), 2), static_cast<std::ptrdiff_t>(size));
  }
  std::array<int, 100> some{};
  const norace::Atomic<int> calls(0);
  int by = 2;
  ++by;
  pool.for_each(some, [by](int& x) { x = by; });
  pool.for_each(some, norace::lending([](const int& x, const norace::Atomic<int>& n,
                                         int add) { n.fetch_add(x + add, relaxed); },
                                      norace::borrow(calls), 1));
  EXPECT_EQ(calls.load(relaxed), 400);
}

TEST(Pool, TransformAndReduce) {
  const norace::Pool pool(2);
  std::vector<int> in(5000);
  std::iota(in.begin(), in.end(), 0);
  std::vector<long> out(5000);
  pool.transform(in, out, [](const int& x) { return long{x} * 2; });
  EXPECT_EQ(out[4999], 9998);
  EXPECT_EQ(pool.reduce(out, 0, [](long a, const long& b) { return a + b; }), 24995000);
  const std::vector<std::string> words(40, "ab");  // in order, though it is no sum
  EXPECT_EQ(
      pool.reduce(words, "", [](std::string a, const std::string& b) { return a + b; }).size(),
      80U);
  std::vector<int> shorter(2);
  EXPECT_THROW(pool.transform(in, shorter, [](const int& x) { return x; }), std::invalid_argument);
  EXPECT_THROW(pool.transform(in, in, [](const int& x) { return x; }), norace::BorrowError);
}

TEST(Pool, SortsLikeStdSort) {
  const norace::Pool pool(3);
  unsigned state = 1;
  const auto next = [&state] { return state = state * 1664525U + 1013904223U; };
  for (const unsigned values : {1U, 2U, 100U, 1000000U}) {
    std::vector<unsigned> v(20000);
    for (auto& x : v) x = next() / 7 % values;
    auto expected = v;
    std::sort(expected.begin(), expected.end());
    pool.sort(v);
    EXPECT_EQ(v, expected);
    pool.sort(v);  // what is sorted
    EXPECT_EQ(v, expected);
    pool.sort(v, [](unsigned a, unsigned b) { return a > b; });
    std::reverse(expected.begin(), expected.end());
    EXPECT_EQ(v, expected);
  }
  std::vector<std::unique_ptr<unsigned>> owners(5000);
  for (auto& p : owners) p = std::make_unique<unsigned>(next());
  const auto less = [](const auto& a, const auto& b) { return *a < *b; };
  pool.sort(owners, less);
  EXPECT_TRUE(std::is_sorted(owners.begin(), owners.end(), less));
}

// What is cheap to move is partitioned in another way than what is not.
template <class T, class Make>
void sorts_all_shapes(const norace::Pool& pool, const Make& make) {
  const auto less = [](const T& a, const T& b) { return b < a; };
  for (const std::size_t size : {0U, 1U, 2U, 16U, 17U, 129U, 2049U, 20000U})
    for (int shape = 0; shape < 6; ++shape) {
      unsigned state = 1;
      std::vector<T> v;
      for (std::size_t i = 0; i < size; ++i) {
        state = state * 1664525U + 1013904223U;
        const std::size_t values[] = {state / 7, state / 7 % 3, 5,
                                      i,         size - i,      std::min(i, size - i)};
        v.push_back(make(values[shape]));
      }
      auto expected = v;
      std::sort(expected.begin(), expected.end(), less);
      pool.sort(v, less);
      ASSERT_EQ(v, expected) << size << " elements of shape " << shape;
    }
}
TEST(Pool, SortsAnyShapeOfAnyKind) {
  const norace::Pool pool(3);
  sorts_all_shapes<std::size_t>(pool, [](std::size_t n) { return n; });
  sorts_all_shapes<std::string>(pool, [](std::size_t n) { return std::to_string(n); });
}
// Where no depth is left: heapsort.
TEST(Pool, SortsWhatSplitsBadly) {
  std::vector<unsigned> v(5000);
  unsigned state = 1;
  for (auto& x : v) x = state = state * 1664525U + 1013904223U;
  const auto core = norace::detail::PoolCore::start(1);
  norace::detail::PoolSort<unsigned, std::less<>>::run(*core, std::span(v), std::less<>(), 0);
  core->close();
  EXPECT_TRUE(std::is_sorted(v.begin(), v.end()));
}
// Quicksort's bad inputs: many equal ones, and what is sorted already.
TEST(Pool, SortAsksNLogNTimes) {
  const norace::Pool pool(2);
  const std::size_t size = 100000;
  for (const std::size_t values : {std::size_t{1}, std::size_t{2}, std::size_t{50}, size}) {
    std::vector<std::size_t> v(size);
    for (std::size_t i = 0; i < size; ++i) v[i] = i / (size / values);
    const norace::Atomic<std::size_t> asked(0);
    pool.sort(v, norace::lending(
                     [](std::size_t a, std::size_t b, const norace::Atomic<std::size_t>& n) {
                       n.fetch_add(1, relaxed);
                       return a < b;
                     },
                     norace::borrow(asked)));
    EXPECT_LT(asked.load(relaxed), size * 25) << values << " values";  // 2^17 > size
    if (values == 1) EXPECT_LT(asked.load(relaxed), size * 4);
  }
}
TEST(Pool, SortLosesNothingWhereTheOrderThrows) {
  const norace::Pool pool(2);
  for (const int end : {10, 3000, 40000, 200000}) {
    std::vector<int> v(20000);
    for (std::size_t i = 0; i < v.size(); ++i) v[i] = static_cast<int>(i * 7919 % v.size());
    std::vector<std::unique_ptr<int>> owners;
    for (const int x : v) owners.push_back(std::make_unique<int>(x));
    const norace::Atomic<int> calls(0);
    const auto less = [](const auto& a, const auto& b, const norace::Atomic<int>& n, int last) {
      if (n.fetch_add(1, relaxed) > last) throw std::logic_error("less");
      if constexpr (requires { *a; })
        return *a < *b;
      else
        return a < b;
    };
    EXPECT_THROW(pool.sort(v, norace::lending(less, norace::borrow(calls), end)), std::logic_error);
    calls.store(0, relaxed);
    EXPECT_THROW(pool.sort(owners, norace::lending(less, norace::borrow(calls), end)),
                 std::logic_error);
    std::sort(v.begin(), v.end());
    ASSERT_TRUE(
        std::all_of(owners.begin(), owners.end(), [](const auto& p) { return p != nullptr; }));
    std::sort(owners.begin(), owners.end(), [](const auto& a, const auto& b) { return *a < *b; });
    for (std::size_t i = 0; i < v.size(); ++i) {
      ASSERT_EQ(v[i], static_cast<int>(i));
      ASSERT_EQ(*owners[i], v[i]);
    }
  }
}

TEST(Pool, ExceptionsComeToTheCallerAfterAllIsDone) {
  const norace::Pool pool(2);
  std::vector<int> v(1000);
  std::iota(v.begin(), v.end(), 0);
  const auto refuse = [](int& x) {
    if (x == 700) throw std::out_of_range("700");
    x = -1;
  };
  EXPECT_THROW(pool.for_each(v, refuse), std::out_of_range);
  EXPECT_EQ(v[0], -1);
  EXPECT_EQ(v[999], -1);
  EXPECT_THROW(pool.join([] { throw std::out_of_range("f"); }, [] { throw std::logic_error("g"); }),
               std::out_of_range);
  EXPECT_THROW(pool.join([] {}, [] { throw std::logic_error("g"); }), std::logic_error);
  EXPECT_THROW(pool.sort(v, [](int, int) -> bool { throw std::logic_error("less"); }),
               std::logic_error);
  EXPECT_THROW(pool.reduce(v, 0, [](int, int) -> int { throw std::logic_error("sum"); }),
               std::logic_error);
  EXPECT_EQ(fib(pool, 10), 55);  // and it goes on
}

TEST(Pool, AScopeLendsToItsTasks) {
  const norace::Pool pool(2);
  std::vector<int> v(1000);
  const norace::Atomic<int> parts(0);
  const int result = pool.scope([&](norace::Scope& s) {
    for (auto part : norace::chunks_mut(v, 10))
      s.spawn(
          [](std::span<int> mine, const norace::Atomic<int>& n) {
            for (int& x : mine) x = 1;
            n.fetch_add(1, relaxed);
          },
          part, norace::borrow(parts));
    return s.spawn([](norace::Scope& inner) { return inner.spawn([] { return 4; }).join(); })
        .join();
  });
  EXPECT_EQ(result, 4);
  EXPECT_EQ(std::accumulate(v.begin(), v.end(), 0), 1000);
  EXPECT_EQ(parts.load(relaxed), 100);
}

// Scopes in tasks of scopes: the worker that waits for an inner one runs tasks of it, which lend on
// what they were lent, and tasks of the outer one, whose loans are not its own.
void fill(std::span<int> mine, const norace::Pool& pool) {
  if (mine.size() <= 4) {
    for (int& x : mine) x += 1;
    return;
  }
  pool.scope([&](norace::Scope& s) {
    for (auto part : norace::chunks_mut(mine, mine.size() / 2))
      s.spawn(fill, part, norace::borrow(pool));
  });
}
TEST(Pool, ScopesNest) {
  for (const std::size_t workers : {1U, 3U}) {
    const norace::Pool pool(workers);
    std::vector<int> v(64);
    pool.scope([&](norace::Scope& s) {
      for (auto half : norace::chunks_mut(v, 32)) s.spawn(fill, half, norace::borrow(pool));
    });
    EXPECT_EQ(std::count(v.begin(), v.end(), 1), 64);
  }
}

TEST(Pool, RefusesWhatIsLentTwiceOrEndsBefore) {
  const norace::Pool pool(2);
  int n = 0;
  const auto add = [](int& x) { ++x; };
  EXPECT_THROW(pool.join(norace::lending(add, norace::borrow_mut(n)),
                         norace::lending(add, norace::borrow_mut(n))),
               norace::BorrowError);
  EXPECT_THROW(pool.join(norace::lending(add, norace::borrow_mut(n)),
                         norace::lending([](const int&) {}, norace::borrow(n))),
               norace::BorrowError);
  EXPECT_EQ(n, 0);
  EXPECT_THROW(pool.scope([&](norace::Scope& s) {
    s.spawn(add, norace::borrow_mut(n));
    pool.join(norace::lending(add, norace::borrow_mut(n)), [] {});
  }),
               norace::BorrowError);
  const auto read = [](const int&) {};
  EXPECT_THROW(pool.scope([&](norace::Scope& s) {
    s.spawn(add, norace::borrow_mut(n));
    pool.join([] {}, norace::lending(read, norace::borrow(n)));
  }),
               norace::BorrowError);
  std::vector<int> v(4);
  const auto write = [](std::span<int> part) { part[0] = 1; };
  EXPECT_THROW(pool.scope([&](norace::Scope&) {
    for (auto part : norace::chunks_mut(v, 2))
      pool.join(norace::lending(write, part), norace::lending(read, norace::borrow(v[1])));
  }),
               norace::BorrowError);
  EXPECT_EQ(v, std::vector<int>(4));
  for (int i = 0; i < 2; ++i)
    EXPECT_THROW(pool.scope([&](norace::Scope& s) {
      s.spawn(add, norace::borrow_mut(n));
      s.spawn(add, norace::borrow_mut(n));
    }),
                 norace::BorrowError);
  EXPECT_THROW(pool.scope([&](norace::Scope& s) {
    int ends_before = 0;
    s.spawn(add, norace::borrow_mut(ends_before));
  }),
               norace::BorrowError);
}

// A guard whose data is lent waits for the task, as for a thread.
TEST(Pool, AGuardWaitsForWhomItsDataIsLentTo) {
  const norace::Pool pool(2);
  const norace::Mutex<int> m(0);
  EXPECT_THROW(pool.scope([&](norace::Scope& s) {
    auto guard = m.lock();
    s.spawn([](int& x) { x = 3; }, norace::borrow_mut(*guard));
    guard.unlock();
    EXPECT_EQ(*m.lock(), 3);
  }),
               norace::BorrowError);
}

TEST(Pool, ATokenStopsBetweenParts) {
  const norace::Pool pool(2);
  const norace::CancelToken stop;
  std::vector<int> v(1000);
  EXPECT_THROW(pool.for_each(stop, v,
                             norace::lending(
                                 [](int& x, const norace::CancelToken& token) {
                                   x = 1;
                                   token.cancel();
                                 },
                                 norace::borrow(stop))),
               norace::Cancelled);
  EXPECT_LT(std::count(v.begin(), v.end(), 1), 1000);
  EXPECT_THROW(pool.reduce(stop, v, 0, [](int a, const int& b) { return a + b; }),
               norace::Cancelled);
  EXPECT_THROW(pool.transform(stop, std::vector<int>(1000), v, [](const int& x) { return x; }),
               norace::Cancelled);
  auto waits = pool.spawn(
      [](norace::CancelToken token) {
        while (!token.is_cancelled()) norace::yield_now();
        token.check();
      },
      stop.clone());
  EXPECT_THROW(waits.join(), norace::Cancelled);
}

TEST(Pool, MayEndInItsOwnTask) {
  auto [tx, rx] = norace::channel<int>();
  auto pool = norace::Arc<norace::Pool>::make(2U);
  pool->spawn(
          [](norace::Arc<norace::Pool> last, norace::Sender<int> out) {
            last = norace::Arc<norace::Pool>::make(1U);
            out.send(1);
          },
          pool, std::move(tx))
      .detach();
  pool = norace::Arc<norace::Pool>::make(1U);
  EXPECT_EQ(rx.recv(), 1);
}

// Many callers at once, and workers that go to sleep and wake up in between.
TEST(Pool, ServesManyThreadsAtOnce) {
  const norace::Pool pool(2);
  norace::scope([&](norace::Scope& s) {
    for (int t = 0; t < 4; ++t)
      s.spawn(
          [](const norace::Pool& p) {
            for (int i = 0; i < 200; ++i) {
              std::vector<int> v(20, 1);
              if (p.reduce(v, 0, [](int a, const int& b) { return a + b; }) != 20)
                throw std::logic_error("sum");
              if (p.spawn([](int x) { return x; }, i).join() != i) throw std::logic_error("spawn");
              if (i % 50 == 0) norace::sleep(std::chrono::milliseconds(1));
            }
          },
          norace::borrow(pool));
  });
}

// More than a worker's deque has room for.
TEST(Pool, TakesMoreTasksThanADequeHolds) {
  const norace::Pool pool(2);
  const int sum = pool.spawn(
                          [](norace::Arc<norace::Pool> inner) {
                            std::vector<norace::TaskHandle<int>> handles;
                            for (int i = 0; i < 3000; ++i)
                              handles.push_back(inner->spawn([] { return 1; }));
                            int all = 0;
                            for (auto& h : handles) all += h.join();
                            return all;
                          },
                          norace::Arc<norace::Pool>::make(2U))
                      .join();
  EXPECT_EQ(sum, 3000);
  const int here = pool.scope([&](norace::Scope& s) {
    return s
        .spawn(
            [](const norace::Pool& p) {
              std::vector<norace::TaskHandle<int>> handles;
              for (int i = 0; i < 3000; ++i) handles.push_back(p.spawn([] { return 1; }));
              int all = 0;
              for (auto& h : handles) all += h.join();
              return all;
            },
            norace::borrow(pool))
        .join();
  });
  EXPECT_EQ(here, 3000);
}

static_assert(norace::Send<norace::TaskHandle<int>> &&
              !norace::Send<norace::TaskHandle<norace::Rc<int>>>);
static_assert(norace::Sync<norace::Pool> && norace::Owned<norace::Pool>);
static_assert(norace::Sync<norace::CancelToken>);

// A task that asks which thread it is gets a record; it ends with the task, and not only the last
// one with the worker.
TEST(RunsAsThread, ForgetsTheThreadThatATaskWas) {
  using norace::detail::RunsAsThread;
  using norace::detail::ThreadRecord;
  auto own = ThreadRecord::here();
  std::thread([&own] {
    own = ThreadRecord::here();
    auto outer = own;
    auto inner = own;
    {
      const RunsAsThread task;
      outer = ThreadRecord::here();
      {
        const RunsAsThread nested;
        inner = ThreadRecord::here();
        EXPECT_EQ(inner->owners(), 2U);
      }
      EXPECT_EQ(inner->owners(), 1U);
      EXPECT_EQ(ThreadRecord::here().get(), outer.get());
    }
    EXPECT_EQ(outer->owners(), 1U);
    EXPECT_EQ(ThreadRecord::here()->number, own->number);
  }).join();
  EXPECT_EQ(own->owners(), 1U);
}

}  // namespace
