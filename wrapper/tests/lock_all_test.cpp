// lock_all(): several locks at once.
#include "norace/lock_all.hpp"

#include <gtest/gtest.h>

#include <concepts>
#include <mutex>
#include <stdexcept>
#include <system_error>
#include <tuple>
#include <vector>

#include "norace/arc.hpp"
#include "norace/borrow.hpp"
#include "norace/lock_level.hpp"
#include "norace/scope.hpp"
#include "norace/thread.hpp"

namespace {

TEST(LockAll, GivesAGuardOfEach) {
  const norace::Mutex<int> a(1);
  const norace::RwLock<long> b(2);
  const norace::RwLock<int> c(3);
  const norace::Mutex<int, std::recursive_mutex> d(4);
  {
    auto [w, x, y, z] = norace::lock_all(a, b, norace::reading(c), d);
    *w += *y;
    *x = *w;
    *z = 0;
    EXPECT_FALSE(a.try_lock());
    EXPECT_FALSE(b.try_read());
    EXPECT_TRUE(c.try_read());
    EXPECT_FALSE(c.try_write());
  }
  EXPECT_EQ(*a.lock() + *b.read() + *c.read() + *d.lock(), 11);
}

// In all orders at once: whoever took one after the other would wait for ever.
TEST(LockAll, DoesNotDeadlockWhateverTheOrder) {
  const norace::Mutex<long> a(0);
  const norace::Mutex<long> b(0);
  const norace::RwLock<long> c(0);
  const auto add = [](const auto& x, const auto& y, const auto& z) {
    for (int i = 0; i < 2000; ++i) {
      auto [p, q, r] = norace::lock_all(x, y, z);
      *p += 1;
      *q += 1;
      *r += 1;
    }
  };
  norace::scope([&](norace::Scope& s) {
    s.spawn(add, norace::borrow(a), norace::borrow(b), norace::borrow(c));
    s.spawn(add, norace::borrow(b), norace::borrow(c), norace::borrow(a));
    s.spawn(add, norace::borrow(c), norace::borrow(b), norace::borrow(a));
  });
  EXPECT_EQ(*a.lock(), 6000);
  EXPECT_EQ(*b.lock(), 6000);
  EXPECT_EQ(*c.read(), 6000);
}

using Forks = std::vector<norace::Mutex<int>>;

TEST(LockAll, TakesARange) {
  const Forks forks(12U);
  norace::scope([&](norace::Scope& s) {
    for (int t = 0; t < 3; ++t)
      s.spawn(
          [](const Forks& all) {
            for (int i = 0; i < 300; ++i)
              for (auto& one : norace::lock_all(all)) *one += 1;
          },
          norace::borrow(forks));
  });
  for (const auto& fork : forks) EXPECT_EQ(*fork.lock(), 900);

  using Shared = norace::Arc<norace::RwLock<int>>;
  const std::vector<Shared> shared{Shared::make(1), Shared::make(2)};
  for (auto& one : norace::lock_all(shared)) *one += 1;
  EXPECT_EQ(*shared[0]->read() + *shared[1]->read(), 5);
  EXPECT_TRUE(norace::lock_all(Forks()).empty());
}

TEST(LockAll, RefusesTheSameLockTwice) {
  const norace::Mutex<int> a(0);
  const norace::RwLock<int> b(0);
  EXPECT_THROW(static_cast<void>(norace::lock_all(a, b, a)), std::system_error);
  EXPECT_THROW(static_cast<void>(norace::lock_all(b, norace::reading(b))), std::system_error);
  std::vector<const norace::Mutex<int>*> many(9, &a);
  EXPECT_THROW(static_cast<void>(norace::lock_all(many)), std::system_error);
  EXPECT_TRUE(a.try_lock());
  EXPECT_TRUE(b.try_write());
}

TEST(LockAll, RefusesARecursiveLockThatThisThreadHas) {
  const norace::Mutex<int, std::recursive_mutex> a(0);
  const norace::Mutex<int> b(0);
  auto mine = a.lock();
  EXPECT_THROW(static_cast<void>(norace::lock_all(b, a)), std::system_error);
  EXPECT_TRUE(b.try_lock());
  mine.unlock();
  EXPECT_TRUE(a.try_lock());
}

TEST(LockAll, ThrowsWhereOneIsPoisonedAndLeavesTheOthersSound) {
  const norace::Mutex<int> a(0);
  const norace::Mutex<int> b(0);
  EXPECT_THROW(b.with([](int&) { throw std::runtime_error("half-way"); }), std::runtime_error);
  EXPECT_THROW(static_cast<void>(norace::lock_all(a, b)), norace::PoisonError);
  EXPECT_FALSE(a.is_poisoned());
  EXPECT_TRUE(a.try_lock());
  const std::vector<const norace::Mutex<int>*> both{&a, &b};
  EXPECT_THROW(static_cast<void>(norace::lock_all(both)), norace::PoisonError);
  EXPECT_TRUE(a.try_lock());
}

TEST(LockAll, APoisonsBothWhereTheyAreLeftByAnException) {
  const norace::Mutex<int> a(0);
  const norace::RwLock<int> b(0);
  const auto leave = [&] {
    auto guards = norace::lock_all(a, b);
    throw std::runtime_error("half-way");
  };
  EXPECT_THROW(leave(), std::runtime_error);
  EXPECT_TRUE(a.is_poisoned());
  EXPECT_TRUE(b.is_poisoned());
}

// A lock that throws when it is tried lets the others go.
struct Refuses {
  void lock() { throw std::runtime_error("refused"); }
  bool try_lock() { throw std::runtime_error("refused"); }
  void unlock() {}
};
TEST(LockAll, LetsGoWhereALockThrows) {
  const norace::Mutex<int> a(0);
  const norace::Mutex<int, Refuses> b(0);
  EXPECT_THROW(static_cast<void>(norace::lock_all(a, b)), std::runtime_error);
  EXPECT_TRUE(a.try_lock());
}

TEST(LockAll, KnowsLevels) {
  const norace::LeveledMutex<1, int> low(1);
  const norace::LeveledMutex<3, long> high(2);
  const norace::LeveledMutex<4, int> last(3);
  auto [h, l] = norace::lock_all(norace::no_lock, high, low);
  *l += static_cast<int>(*h);
  static_assert(std::remove_cvref_t<decltype(l)>::level == 3);  // above both
  auto [end] = norace::lock_all(l, last);
  EXPECT_EQ(*l + *end, 6);
}

}  // namespace
