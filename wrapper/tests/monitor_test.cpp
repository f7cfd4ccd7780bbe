// Condvar, Once, OnceLock, LazyLock and poisoning: nobody waits for what will not come.
#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "norace/norace.hpp"

namespace {

using namespace std::chrono_literals;
using norace::Arc;
using norace::Mutex;
using norace::PoisonError;
using norace::RwLock;

struct Monitor {
  Mutex<int> value;
  norace::Condvar changed;
};

TEST(Condvar, WakesItsWaiterWhenTheNotifierThrows) {
  auto monitor = Arc<Monitor>::make();
  auto [tx, rx] = norace::channel<int>();
  auto waiter = norace::spawn(
      [](Arc<Monitor> m, norace::Sender<int> waits) {
        auto guard = m->value.lock();
        waits.send(1);
        guard = m->changed.wait(std::move(guard), [](int& n) {
          if (n == 1) throw std::logic_error("the predicate saw half of the change");
          return n == 2;
        });
      },
      monitor, std::move(tx));
  rx.recv();
  auto notifier = norace::spawn(
      [](Arc<Monitor> m) {
        auto guard = m->value.lock();
        *guard = 1;
        throw std::runtime_error("before the notify");
      },
      monitor);
  EXPECT_THROW(notifier.join(), std::runtime_error);
  EXPECT_THROW(waiter.join(), PoisonError);
}

TEST(Condvar, ServesOneMutexAlsoWhenThatIsGone) {
  const norace::Condvar changed;
  for (int i = 0; i < 2; ++i) {
    const Mutex<int> at_one_address(1);
    auto guard = at_one_address.lock();
    if (i == 0)
      guard = changed.wait(std::move(guard), [](int& n) { return n == 1; });
    else
      EXPECT_THROW(guard = changed.wait(std::move(guard), [](int& n) { return n == 1; }),
                   norace::CondvarMisuse);
  }
}

TEST(Condvar, WaitsWithoutAPredicate) {
  auto monitor = Arc<Monitor>::make();
  auto guard = monitor->value.lock();
  auto notifier = norace::spawn(
      [](Arc<Monitor> m) {
        auto g = m->value.lock();
        *g = 1;
        m->changed.notify_all();
      },
      monitor);
  while (*guard == 0) guard = monitor->changed.wait(std::move(guard));
  EXPECT_EQ(*guard, 1);
  guard = monitor->changed.wait_while(std::move(guard), [](int& n) { return n == 0; });
  guard.unlock();
  notifier.join();
}

TEST(Locks, SayThatTheyArePoisonedHoweverTheyAreOpened) {
  Mutex<int> m(1);
  RwLock<int> rw(2);
  EXPECT_THROW(m.with([](int&) { throw 1; }), int);
  EXPECT_THROW(rw.with_write([](int&) { throw 1; }), int);
  EXPECT_THROW(static_cast<void>(m.get_mut()), PoisonError);
  EXPECT_THROW(static_cast<void>(rw.get_mut()), PoisonError);
  EXPECT_THROW(static_cast<void>(std::move(m).into_inner()), PoisonError);
  EXPECT_THROW(static_cast<void>(std::move(rw).into_inner()), PoisonError);
  {
    auto reader = rw.read_ignoring_poison();
    EXPECT_EQ(*reader, 2);
  }
  EXPECT_EQ(std::move(m).into_inner_ignoring_poison(), 1);
}

TEST(Locks, InPairsPoisonOnlyWhatWasTouched) {
  const Mutex<int> locks[3];  // they are taken by their addresses
  EXPECT_THROW(locks[1].with([](int&) { throw 1; }), int);
  EXPECT_THROW(norace::with_both(locks[0], locks[1], [](int&, int&) {}), PoisonError);
  EXPECT_THROW(norace::with_both(locks[1], locks[2], [](int&, int&) {}), PoisonError);
  EXPECT_FALSE(locks[0].is_poisoned());
  EXPECT_FALSE(locks[2].is_poisoned());
}

TEST(Locks, GiveTheirDataToOneThreadOnce) {
  const Mutex<int, std::recursive_mutex> m(1);
  {
    auto guard = m.lock();
    EXPECT_THROW(static_cast<void>(m.lock()), std::system_error);
    EXPECT_THROW(static_cast<void>(m.try_lock()), std::system_error);
    EXPECT_THROW(m.with([](int&) {}), std::system_error);
  }
  EXPECT_EQ(m.with([](int& n) { return n; }), 1);
}

TEST(Locks, MoveWhileNobodySharesThem) {
  std::vector<Mutex<std::string>> all;
  for (int i = 0; i < 20; ++i) all.emplace_back(std::to_string(i));
  EXPECT_EQ(all[0].with([](std::string& s) { return s; }), "0");
  auto made = norace::spawn([] { return RwLock<std::vector<int>>(3U); }).join();
  EXPECT_EQ(made.with_read([](const std::vector<int>& v) { return v.size(); }), 3U);
  auto [tx, rx] = norace::channel<Mutex<int>>();
  tx.send(Mutex<int>(4));
  Mutex<int> got = std::move(*rx.recv());
  *got.get_mut() += 1;
  EXPECT_EQ(std::move(got).into_inner(), 5);
  norace::Atomic<int> count(1);
  norace::Atomic<int> moved(std::move(count));
  EXPECT_EQ(moved.load(norace::Ordering::Relaxed), 1);
  struct Both {
    Mutex<int> m;
    norace::Atomic<int> a;
  };
  auto both = [] { return Both{Mutex<int>(1), norace::Atomic<int>(2)}; }();
  EXPECT_EQ(both.a.load(norace::Ordering::Relaxed), 2);
}
void move_a_held_one() {
  Mutex<int> m(1);
  auto guard = m.lock();
  const Mutex<int> moved(std::move(m));
}
TEST(LocksDeathTest, DoNotMoveWhileTheyAreHeld) {
  EXPECT_DEATH(move_a_held_one(), "moved while somebody holds it");
}

TEST(RwLock, LetsAWriterInThoughReadersOverlap) {
  auto lock = Arc<RwLock<int>>::make(0);
  auto stop = Arc<norace::Atomic<bool>>::make(false);
  auto reading = Arc<norace::Barrier>::make(3U);
  std::vector<norace::JoinHandle<void>> readers;
  for (int i = 0; i < 2; ++i)
    readers.push_back(norace::spawn(
        [](Arc<RwLock<int>> l, Arc<norace::Atomic<bool>> s, Arc<norace::Barrier> b) {
          b->wait();
          while (!s->load(norace::Ordering::Relaxed)) {
            auto guard = l->read();
            norace::sleep(1ms);
          }
        },
        lock, stop, reading));
  reading->wait();
  { auto writer = lock->write(); }
  stop->store(true, norace::Ordering::Relaxed);
}

TEST(Once, IsDoneOnceOrPoisoned) {
  const norace::Once once;
  EXPECT_THROW(once.call_once([] { throw 1; }), int);
  EXPECT_FALSE(once.is_completed());
  EXPECT_TRUE(once.is_poisoned());
  int done = 0;
  EXPECT_THROW(once.call_once([&] { ++done; }), PoisonError);
  EXPECT_THROW(once.wait(), PoisonError);
  once.call_once_force([&] { ++done; });
  once.call_once([&] { ++done; });
  once.wait();
  EXPECT_EQ(done, 1);
}

TEST(LazyLock, IsMadeByDefaultAndByForce) {
  norace::LazyLock<Mutex<int>> lazy;
  EXPECT_EQ(lazy.get(), nullptr);
  *lazy->lock() += 1;
  EXPECT_EQ(std::move(lazy.force_mut()).into_inner(), 1);
}

TEST(OnceLock, GivesBackWhatItDoesNotKeep) {
  const norace::OnceLock<std::unique_ptr<int>> once;
  EXPECT_TRUE(once.set(std::make_unique<int>(1)));
  auto second = once.set(std::make_unique<int>(2));
  ASSERT_FALSE(second);
  EXPECT_EQ(*second.error(), 2);
  EXPECT_EQ(**once.get(), 1);
}

TEST(OnceLock, ThrowsWhereItsMakerAsksForIt) {
  const norace::OnceLock<int> once;
  EXPECT_THROW(once.get_or_init([&] { return once.get_or_init([] { return 1; }); }),
               norace::OnceReentered);
  EXPECT_EQ(once.get_or_init([] { return 2; }), 2);
  static const norace::LazyLock<int, int (*)()> lazy([] { return *lazy; });
  EXPECT_THROW(static_cast<void>(*lazy), norace::OnceReentered);
}

TEST(OnceLock, IsEmptiedByItsOwner) {
  norace::OnceLock<std::string> once;
  EXPECT_EQ(once.take(), std::nullopt);
  once.set("a");
  *once.get_mut() += "b";
  norace::OnceLock<std::string> moved(std::move(once));
  EXPECT_EQ(moved.take(), "ab");
  EXPECT_EQ(moved.get(), nullptr);
  moved.set("c");
  EXPECT_EQ(std::move(moved).into_inner(), "c");
}

TEST(OnceLock, IsWaitedFor) {
  auto once = Arc<norace::OnceLock<int>>::make();
  auto setter = norace::spawn([](Arc<norace::OnceLock<int>> o) { o->set(3); }, once);
  EXPECT_EQ(once->wait(), 3);
  setter.join();
}

TEST(OnceLock, HoldsLocksAndAtomics) {
  const norace::OnceLock<Mutex<std::vector<int>>> once;
  once.get_or_init([] { return Mutex<std::vector<int>>(std::vector<int>{1}); });
  once.get()->lock()->push_back(2);
  EXPECT_EQ(once.get()->lock()->size(), 2U);
  const norace::LazyLock<norace::Atomic<int>> lazy([] { return norace::Atomic<int>(1); });
  lazy->fetch_add(1, norace::Ordering::Relaxed);
  EXPECT_EQ(lazy->load(norace::Ordering::Relaxed), 2);
}

TEST(LazyLock, SpendsItsClosure) {
  auto watched = std::make_shared<int>(7);
  auto make = [mine = std::make_unique<std::shared_ptr<int>>(watched)]() mutable {
    return **std::exchange(mine, nullptr);
  };
  const norace::LazyLock<int, decltype(make)> lazy(std::move(make));
  EXPECT_EQ(*lazy, 7);
  EXPECT_EQ(watched.use_count(), 1);
  const norace::LazyLock<int> throws([]() -> int { throw std::runtime_error("no"); });
  EXPECT_THROW(static_cast<void>(*throws), std::runtime_error);
  EXPECT_THROW(static_cast<void>(*throws), PoisonError);
}

}  // namespace
