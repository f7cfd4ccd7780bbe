// map(), filter_map(): a guard of a part; unlocked(): a section without the lock.
#include "norace/mapped_guard.hpp"

#include <gtest/gtest.h>

#include <concepts>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "norace/arc.hpp"
#include "norace/mutex.hpp"
#include "norace/rw_lock.hpp"
#include "norace/thread.hpp"
#include "norace/unlocked.hpp"
#include "norace/upgradable.hpp"

namespace {

struct Account {
  std::string name;
  std::vector<int> history;
};

norace::MappedMutexGuard<Account, std::string> name_of(const norace::Mutex<Account>& m) {
  return map(m.lock(), &Account::name);
}

TEST(MappedGuard, KeepsTheLockAndReachesThePart) {
  const norace::Mutex<Account> account(Account{"a", {1, 2}});
  {
    auto name = name_of(account);
    *name += "b";
    name->push_back('c');
    EXPECT_FALSE(account.try_lock());
    auto first = map(std::move(name), [](std::string& s) -> char& { return s.front(); });
    *first = 'x';
    EXPECT_FALSE(account.try_lock());
    first.unlock();
  }
  *name_of(account) += "!";
  name_of(account)->append("?");
  EXPECT_EQ(account.with([](Account& a) { return a.name; }), "xbc!?");
}

TEST(MappedGuard, FilterMapGivesTheGuardBackWhereThereIsNoPart) {
  const norace::Mutex<Account> account(Account{"a", {}});
  const auto last = [](Account& a) { return a.history.empty() ? nullptr : &a.history.back(); };
  auto none = filter_map(account.lock(), last);
  ASSERT_FALSE(none);
  EXPECT_FALSE(account.try_lock());
  {
    auto whole = std::move(none).unwrap_err();
    whole->history.push_back(3);
  }
  auto found = filter_map(account.lock(), last);
  ASSERT_TRUE(found);
  **found += 1;
  EXPECT_EQ(**found, 4);
}

TEST(MappedGuard, OfAReaderIsAReader) {
  const norace::RwLock<Account, norace::UpgradableMutex> account(Account{"a", {5}});
  auto name = map(account.read(), &Account::name);
  auto first = map(
      account.upgradable_read(), [](const Account& a) -> auto& { return a.history[0]; });
  static_assert(std::same_as<decltype(*name), const std::string&>);
  EXPECT_EQ(*name, "a");
  EXPECT_EQ(*first, 5);
  EXPECT_FALSE(account.try_write());
  name.unlock();
  first.unlock();
  auto mine = map(account.write(), &Account::name);
  mine->clear();
  EXPECT_FALSE(account.try_read());
}

TEST(MappedGuard, PoisonsAsItsGuardDoes) {
  const norace::Mutex<Account> account;
  EXPECT_THROW(
      {
        auto name = name_of(account);
        throw std::runtime_error("half-way");
      },
      std::runtime_error);
  EXPECT_TRUE(account.is_poisoned());
  account.clear_poison();
  EXPECT_THROW(static_cast<void>(map(account.lock(),
                                     [](Account& a) -> std::string& {
                                       if (a.name.empty()) throw std::runtime_error("f");
                                       return a.name;
                                     })),
               std::runtime_error);
  EXPECT_TRUE(account.is_poisoned());
}

static_assert(!norace::Send<norace::MappedMutexGuard<int, int>>);
static_assert(!norace::Sync<norace::MappedRwLockReadGuard<int, int>>);

using Shared = norace::Arc<norace::Mutex<int>>;

TEST(Unlocked, LetsOthersInAndComesBack) {
  auto n = Shared::make(1);
  auto guard = n->lock();
  guard = unlocked(std::move(guard), [&] {
    norace::spawn([](Shared m) { *m->lock() += 1; }, n).join();  // would wait for ever
  });
  EXPECT_EQ(*guard, 2);
  EXPECT_FALSE(n->try_lock());
  auto [again, seen] =
      unlocked(std::move(guard), [&] { return n->with([](int& x) { return x; }); });
  EXPECT_EQ(seen, 2);
  EXPECT_EQ(*again, 2);
}

TEST(Unlocked, WorksForReadersAndWriters) {
  const norace::RwLock<int> n(1);
  auto writer = n.write();
  writer = unlocked(std::move(writer), [&] { EXPECT_EQ(*n.read(), 1); });
  *writer = 2;
  writer.unlock();
  auto reader = unlocked(n.read(), [&] { *n.write() = 3; });
  EXPECT_EQ(*reader, 3);
}

TEST(Unlocked, AnExceptionLeavesTheLockFreeAndSound) {
  const norace::Mutex<int> n(1);
  EXPECT_THROW(
      {
        auto guard = n.lock();
        guard = unlocked(std::move(guard), [] { throw std::runtime_error("f"); });
      },
      std::runtime_error);
  EXPECT_FALSE(n.is_poisoned());
  EXPECT_TRUE(n.try_lock());
}

TEST(Unlocked, ThrowsWhereTheDataWasPoisonedMeanwhile) {
  const norace::Mutex<int> n(1);
  auto guard = n.lock();
  EXPECT_THROW(guard = unlocked(std::move(guard),
                                [&] {
                                  try {
                                    n.with([](int&) { throw 1; });
                                  } catch (int) {
                                  }
                                }),
               norace::PoisonError);
}

}  // namespace
