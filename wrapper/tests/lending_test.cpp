// What a scope may lend, and for how long: what types cannot see is refused at run time.
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <type_traits>
#include <utility>
#include <vector>

#include "norace/norace.hpp"

namespace {

using norace::Rule;
using norace::Scope;
using norace::scope;

void add_one(int& n) { ++n; }

template <class F>
Rule rule_broken_by(F&& f) {
  try {
    scope(std::forward<F>(f));
  } catch (const norace::BorrowError& e) {
    return e.rule();
  }
  return Rule::None;
}

TEST(Lending, IsRefusedByAnOuterScopeOfWhatAnInnerOneLends) {
  int x = 0;
  EXPECT_EQ(rule_broken_by([&](Scope& outer) {
              scope([&](Scope& inner) {
                inner.spawn(add_one, norace::borrow_mut(x));
                outer.spawn(add_one, norace::borrow_mut(x));
              });
            }),
            Rule::E0499);
  EXPECT_EQ(x, 1);
}

TEST(Lending, IsRefusedOfWhatAThreadWasGiven) {
  EXPECT_EQ(
      rule_broken_by([](Scope& s) {
        s.spawn([](Scope& same, int&& mine) { same.spawn(add_one, norace::borrow_mut(mine)); }, 1);
      }),
      Rule::E0597_LENT);
  EXPECT_EQ(rule_broken_by([](Scope& s) {
              s.spawn([n = 0](Scope& same) mutable { same.spawn(add_one, norace::borrow_mut(n)); });
            }),
            Rule::E0597_LENT);
}

TEST(Lending, OfAThreadsArgumentInsideAScopeOfItsOwnIsFine) {
  EXPECT_EQ(rule_broken_by([](Scope& s) {
              s.spawn(
                  [](int&& mine) {
                    scope([&](Scope& own) { own.spawn(add_one, norace::borrow_mut(mine)); });
                    if (mine != 2) throw std::logic_error("not lent");
                  },
                  1);
            }),
            Rule::None);
}

// The thread waits until somebody else has the lock, so it runs on without it if nobody stops it.
TEST(Lending, OfGuardedDataEndsBeforeTheGuardUnlocks) {
  const norace::Mutex<int> m(0);
  EXPECT_EQ(rule_broken_by([&](Scope& s) {
              auto guard = m.lock();
              s.spawn(
                  [](int& n) {
                    for (int i = 0; i < 1000; ++i) ++n;
                  },
                  norace::borrow_mut(*guard));
              guard.unlock();
              *m.lock() += 1;  // a race if the thread were not joined
            }),
            Rule::E0597_LENT);
  EXPECT_EQ(m.with([](int& n) { return n; }), 1001);
}

TEST(Lending, FromInsideWithEndsBeforeWithReturns) {
  const norace::Mutex<int> m(0);
  EXPECT_EQ(rule_broken_by([&](Scope& s) {
              m.with([&](int& n) {
                s.spawn(
                    [](int& lent) {
                      for (int i = 0; i < 1000; ++i) ++lent;
                    },
                    norace::borrow_mut(n));
              });
              m.with([](int& n) { ++n; });
            }),
            Rule::E0597_LENT);
  EXPECT_EQ(m.with([](int& n) { return n; }), 1001);
}

TEST(Lending, FromReadersWritersAndRefCellsEndsWithThem) {
  const norace::RwLock<int> lock(1);
  EXPECT_EQ(rule_broken_by([&](Scope& s) {
              auto reader = lock.read();
              s.spawn([](const int&) {}, norace::borrow(reader.as_ref()));
            }),
            Rule::E0597_LENT);
  EXPECT_EQ(rule_broken_by([&](Scope& s) {
              auto writer = lock.write();
              s.spawn(add_one, norace::borrow_mut(*writer));
            }),
            Rule::E0597_LENT);
  const norace::RefCell<int> cell(1);
  EXPECT_EQ(rule_broken_by([&](Scope& s) {
              auto mine = cell.borrow_mut();
              s.spawn(add_one, norace::borrow_mut(*mine));
            }),
            Rule::E0597_LENT);
  struct Tag {};
  static constexpr norace::LocalKey<Tag, int> key;
  EXPECT_EQ(rule_broken_by([&](Scope& s) {
              key.with([&](int& n) { s.spawn(add_one, norace::borrow_mut(n)); });
            }),
            Rule::E0597_LENT);
  EXPECT_EQ(key.get(), 1);
}

TEST(Lending, OfGuardedDataIsFineWhileTheGuardLives) {
  const norace::Mutex<int> m(0);
  {
    auto guard = m.lock();
    EXPECT_EQ(rule_broken_by([&](Scope& s) { s.spawn(add_one, norace::borrow_mut(*guard)); }),
              Rule::None);
  }
  EXPECT_EQ(rule_broken_by([&](Scope& s) {
              auto guard = m.lock();
              auto handle = s.spawn(add_one, norace::borrow_mut(*guard));
              handle.join();
            }),
            Rule::None);
  EXPECT_EQ(m.with([](int& n) { return n; }), 2);
}

TEST(Lending, OfALockLetsItsOwnerLockItToo) {
  struct Monitor {
    norace::Mutex<int> value{0};
    norace::Condvar changed;
  };
  const Monitor monitor;
  const norace::RwLock<int> shared(0);
  norace::scope([&](norace::Scope& s) {
    s.spawn(
        [](const Monitor& m) {
          m.value.with([](int& n) { n = 1; });
          m.changed.notify_all();
        },
        norace::borrow(monitor));
    s.spawn([](const norace::RwLock<int>& l) { *l.write() += 1; }, norace::borrow(shared));
    auto guard = monitor.value.lock();
    guard = monitor.changed.wait(std::move(guard), [](int& n) { return n == 1; });
    static_cast<void>(*shared.read() + 1);
  });
  EXPECT_EQ(*shared.read(), 1);
}

TEST(Lending, OfWhatAnArcOwnsEndsBeforeTheLastOwnerDoes) {
  EXPECT_EQ(rule_broken_by([](Scope& s) {
              auto owner = norace::Arc<std::vector<int>>::make(100U, 1);
              s.spawn([](const std::vector<int>& v) { return v.at(99); },
                      norace::borrow(owner.as_ref()));
            }),
            Rule::E0597_LENT);
}

struct ThrowsWhenCopied {
  explicit ThrowsWhenCopied(bool t) : throws(t) {}
  ThrowsWhenCopied(const ThrowsWhenCopied& other) : throws(other.throws) {
    if (throws) throw std::runtime_error("copy");
  }
  bool throws;
  NORACE_MEMBERS(throws)
};

TEST(Lending, LeavesNothingBehindWhenTheThreadDoesNotStart) {
  int x = 0;
  scope([&](Scope& s) {
    const ThrowsWhenCopied bad(true);
    EXPECT_THROW(s.spawn([](int& n, const ThrowsWhenCopied&) { ++n; }, norace::borrow_mut(x), bad),
                 std::runtime_error);
    EXPECT_THROW(norace::Builder().stack_size(1).spawn_scoped(s, add_one, norace::borrow_mut(x)),
                 std::system_error);
    s.spawn(add_one, norace::borrow_mut(x));
  });
  EXPECT_EQ(x, 1);
}

TEST(ScopedJoinHandle, IsOfOneThreadAndJoinsOnce) {
  static_assert(!std::is_copy_constructible_v<norace::ScopedJoinHandle<int>>);
  scope([](Scope& s) {
    auto handle = s.spawn([] { return 1; });
    EXPECT_EQ(handle.join(), 1);
    EXPECT_THROW(handle.join(), std::system_error);
    auto thrower = s.spawn([]() -> int { throw std::runtime_error("inside"); });
    EXPECT_THROW(thrower.join(), std::runtime_error);
    EXPECT_THROW(thrower.join(), std::system_error);
  });
}

// Each result is the end of a channel on which the other thread waits.
TEST(ScopedJoinHandle, ThatIsDroppedDoesNotKeepTheResult) {
  auto b = norace::channel<int>();
  auto a = norace::channel<int>();
  auto wait_and_return = [](norace::Receiver<int> in, norace::Sender<int> out) {
    out.send(1);
    in.recv();
    return out;
  };
  auto wait_for_the_end = [](norace::Receiver<int> in) {
    int n = 0;
    for (int x : in) n += x;
    return n;
  };
  scope([&](Scope& s) {
    s.spawn(wait_and_return, std::move(a.receiver), std::move(b.sender));
    a.sender.send(1);
    auto last = s.spawn(wait_for_the_end, std::move(b.receiver));
    EXPECT_EQ(last.join(), 1);
  });
}

struct SpawnsWhenDestroyed {
  explicit SpawnsWhenDestroyed(Scope& s, const norace::Atomic<int>& c) : scope(&s), count(&c) {}
  SpawnsWhenDestroyed(SpawnsWhenDestroyed&& o) noexcept
      : scope(std::exchange(o.scope, nullptr)), count(o.count) {}
  ~SpawnsWhenDestroyed() {
    if (scope != nullptr)
      scope->spawn([](const norace::Atomic<int>& n) { n.fetch_add(1, norace::Ordering::Relaxed); },
                   norace::borrow(*count));
  }
  Scope* scope;
  const norace::Atomic<int>* count;
};

}  // namespace
template <>
inline constexpr bool norace::unsafe_send<SpawnsWhenDestroyed> = true;
namespace {

TEST(ScopedJoinHandle, MayHaveAResultWhoseEndStartsAThread) {
  const norace::Atomic<int> count(0);
  scope([&](Scope& s) {
    s.spawn([](Scope& same, const norace::Atomic<int>& n) { return SpawnsWhenDestroyed(same, n); },
            norace::borrow(count));
  });
  EXPECT_EQ(count.load(norace::Ordering::Relaxed), 1);
}

}  // namespace
