// RwLock: readers that become writers, and limits of time.
#include "norace/upgradable.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <stdexcept>
#include <utility>

#include "norace/arc.hpp"
#include "norace/borrow.hpp"
#include "norace/mutex.hpp"
#include "norace/scope.hpp"
#include "norace/thread.hpp"

namespace {

using Table = norace::RwLock<std::map<int, int>, norace::UpgradableMutex>;
using Shared = norace::Arc<Table>;

TEST(Upgradable, ReadsThenWritesThenReads) {
  const Table table;
  auto seen = table.upgradable_read();
  EXPECT_FALSE(seen->contains(7));
  auto all = upgrade(std::move(seen));
  (*all)[7] = 49;
  auto again = downgrade(std::move(all));
  EXPECT_EQ(again->at(7), 49);
  EXPECT_TRUE(table.try_read());
  EXPECT_FALSE(table.try_write());
  again.unlock();
  EXPECT_TRUE(table.try_write());
}

TEST(Upgradable, StandsBesideReadersButNotASecondOne) {
  const Table table;
  auto seen = table.upgradable_read();
  EXPECT_TRUE(table.try_read());
  EXPECT_FALSE(table.try_upgradable_read());
  EXPECT_FALSE(table.try_write());
  auto reader = downgrade(std::move(seen));
  EXPECT_TRUE(table.try_upgradable_read());
}

TEST(Upgradable, TryUpgradeGivesTheGuardBackBesideAReader) {
  const Table table;
  auto reader = table.read();
  auto tried = try_upgrade(table.upgradable_read());
  ASSERT_FALSE(tried);
  EXPECT_TRUE(tried.error()->empty());
  reader.unlock();
  auto again = try_upgrade(std::move(tried).unwrap_err());
  ASSERT_TRUE(again);
  (**again)[1] = 1;
  auto back = downgrade_to_upgradable(*std::move(again));
  EXPECT_EQ(back->size(), 1U);
  EXPECT_TRUE(table.try_read());
  EXPECT_FALSE(table.try_upgradable_read());
}

// Each thread writes what it has read, plus one: lost where anybody comes in between.
TEST(Upgradable, NobodyWritesBetweenReadingAndWriting) {
  auto table = Shared::make();
  norace::scope([&](norace::Scope& s) {
    for (int t = 0; t < 4; ++t)
      s.spawn(
          [](const Table& shared) {
            for (int i = 0; i < 500; ++i) {
              auto seen = shared.upgradable_read();
              const auto at = seen->find(0);
              const int before = at == seen->end() ? 0 : at->second;
              auto all = upgrade(std::move(seen));
              (*all)[0] = before + 1;
              auto mine = downgrade(std::move(all));
              if (mine->at(0) < before + 1) throw std::logic_error("lost");
            }
          },
          norace::borrow(*table));
  });
  EXPECT_EQ(table->read()->at(0), 2000);
}

TEST(Upgradable, IsPoisonedByAnExceptionOfTheWriterOnly) {
  const Table table;
  EXPECT_THROW(
      {
        auto seen = table.upgradable_read();
        throw std::runtime_error("reads");
      },
      std::runtime_error);
  EXPECT_FALSE(table.is_poisoned());
  EXPECT_THROW(
      {
        auto all = upgrade(table.upgradable_read());
        throw std::runtime_error("writes");
      },
      std::runtime_error);
  EXPECT_TRUE(table.is_poisoned());
  EXPECT_THROW(static_cast<void>(table.upgradable_read()), norace::PoisonError);
  EXPECT_THROW(static_cast<void>(table.try_upgradable_read()), norace::PoisonError);
  EXPECT_TRUE([&] {
    table.clear_poison();
    return table.try_write().has_value();
  }());
}

// What a writer has lent is not lent any more when others may read.
TEST(Upgradable, DowngradeWaitsForWhomItsDataIsLentTo) {
  const Table table;
  EXPECT_THROW(norace::scope([&](norace::Scope& s) {
                 auto all = table.write();
                 s.spawn([](std::map<int, int>& m) { m[1] = 2; }, norace::borrow_mut(*all));
                 auto mine = downgrade(std::move(all));
                 EXPECT_EQ(mine->at(1), 2);
               }),
               norace::BorrowError);
}

TEST(TimedLocks, GiveUpAndTakeWhatIsFree) {
  const norace::Mutex<int> m(0);
  const norace::RwLock<int> rw(0);
  const Table table;
  {
    auto a = m.lock();
    auto b = rw.read();
    auto c = table.write();
    norace::scope([&](norace::Scope& s) {
      const auto soon = std::chrono::milliseconds(3);
      s.spawn(
          [](const norace::Mutex<int>& x, std::chrono::milliseconds wait) {
            EXPECT_FALSE(x.try_lock_for(wait));
            EXPECT_FALSE(x.try_lock_until(std::chrono::system_clock::now() + wait));
            EXPECT_FALSE(x.try_lock_for(std::chrono::seconds(-1)));
          },
          norace::borrow(m), soon);
      s.spawn(
          [](const norace::RwLock<int>& x, std::chrono::milliseconds wait) {
            EXPECT_FALSE(x.try_write_for(wait));
            EXPECT_TRUE(x.try_read_for(wait));
          },
          norace::borrow(rw), soon);
      s.spawn(
          [](const Table& x, std::chrono::milliseconds wait) {
            EXPECT_FALSE(x.try_read_until(std::chrono::steady_clock::now() + wait));
            EXPECT_FALSE(x.try_write_for(wait));
          },
          norace::borrow(table), soon);
    });
  }
  EXPECT_TRUE(m.try_lock_for(std::chrono::hours::max()));
  EXPECT_TRUE(rw.try_write_for(std::chrono::duration<double>(1e300)));
  EXPECT_TRUE(table.try_read_for(std::chrono::hours::max()));
}

// A writer that gave up must not keep readers out for ever.
TEST(TimedLocks, AWriterThatGaveUpLetsReadersIn) {
  const Table table;
  auto reader = table.read();
  EXPECT_FALSE(table.try_write_for(std::chrono::milliseconds(2)));
  norace::scope([&](norace::Scope& s) {
    s.spawn([](const Table& t) { static_cast<void>(t.read()); }, norace::borrow(table));
  });
}

TEST(TimedLocks, APoisonedOneSaysSo) {
  const norace::Mutex<int> m(0);
  EXPECT_THROW(m.with([](int&) { throw std::runtime_error("half-way"); }), std::runtime_error);
  EXPECT_THROW(static_cast<void>(m.try_lock_for(std::chrono::seconds(1))), norace::PoisonError);
  EXPECT_TRUE(m.is_poisoned());
}

}  // namespace
