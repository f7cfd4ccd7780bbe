// Mutex: mutual exclusion, poisoning, try_lock.
#include "norace/mutex.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "norace/arc.hpp"
#include "norace/thread.hpp"

namespace {

TEST(Mutex, GivesTheDataThroughItsGuard) {
  const norace::Mutex<std::string> name("a");
  {
    auto guard = name.lock();
    *guard += "b";
    guard->push_back('c');
  }
  EXPECT_EQ(name.with([](std::string& s) { return s; }), "abc");
}

TEST(Mutex, TryLockIsEmptyWhileHeld) {
  const norace::Mutex<int> m(1);
  auto guard = m.lock();
  auto m_is_held = norace::Arc<norace::Mutex<int>>::make(0);
  auto held = m_is_held->lock();
  auto other = norace::spawn([](norace::Arc<norace::Mutex<int>> x) { return !x->try_lock(); },
                             m_is_held.clone());
  EXPECT_TRUE(other.join());
  held.unlock();
  EXPECT_TRUE(m_is_held->try_lock());
}

TEST(Mutex, IsPoisonedByAnExceptionUnderItsGuard) {
  const norace::Mutex<int> m(0);
  EXPECT_THROW(m.with([](int&) { throw std::runtime_error("half-way"); }), std::runtime_error);
  EXPECT_TRUE(m.is_poisoned());
  EXPECT_THROW(static_cast<void>(m.lock()), norace::PoisonError);
  EXPECT_THROW(static_cast<void>(m.try_lock()), norace::PoisonError);
  {
    auto guard = m.lock_ignoring_poison();
    *guard = 5;
  }
  m.clear_poison();
  auto guard = m.lock();
  EXPECT_EQ(*guard, 5);
}

TEST(Mutex, IsNotPoisonedByAGuardTakenWhileUnwinding) {
  const norace::Mutex<int> m(0);
  struct LocksWhenDestroyed {
    const norace::Mutex<int>& mutex;
    ~LocksWhenDestroyed() {
      auto guard = mutex.lock();
      *guard += 1;
    }
  };
  try {
    LocksWhenDestroyed l{m};
    throw 1;
  } catch (int) {
  }
  EXPECT_FALSE(m.is_poisoned());
}

TEST(Mutex, GivesItsDataBackWhenNobodyElseHasIt) {
  norace::Mutex<std::unique_ptr<int>> m(std::make_unique<int>(3));
  EXPECT_EQ(*std::move(m).into_inner(), 3);
}

}  // namespace
