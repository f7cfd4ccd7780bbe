// spawn, JoinHandle and scope.
#include "norace/thread.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "norace/atomic.hpp"
#include "norace/builder.hpp"
#include "norace/scope.hpp"

namespace {

TEST(Spawn, ReturnsWhatTheThreadReturned) {
  auto h = norace::spawn([](std::string s, int n) { return s + std::to_string(n); },
                         "x" + std::string(), 2);
  EXPECT_EQ(h.join(), "x2");
}

TEST(Spawn, MovesWhatCannotBeCopied) {
  auto h = norace::spawn([](std::unique_ptr<int> p) { return p; }, std::make_unique<int>(4));
  EXPECT_EQ(*h.join(), 4);
}

TEST(Spawn, RethrowsInJoin) {
  auto h = norace::spawn([] { throw std::runtime_error("inside"); });
  EXPECT_THROW(h.join(), std::runtime_error);
}

TEST(Spawn, JoinsWhenTheHandleIsDropped) {
  auto done = norace::Atomic<bool>(false);
  {
    norace::scope([&](norace::Scope& s) {
      s.spawn([](const norace::Atomic<bool>& d) { d.store(true, norace::Ordering::Release); },
              norace::borrow(done));
    });
  }
  EXPECT_TRUE(done.load(norace::Ordering::Acquire));
  {
    auto h = norace::spawn([] { throw 1; });
  }  // swallowed
}

TEST(Builder, NamesTheThreadAndSizesItsStack) {
  auto h = norace::Builder()
               .name("a-rather-long-name")
               .stack_size(1 << 20)
               .spawn([](int n) { return n + 1; }, 1);
  EXPECT_EQ(h.join(), 2);
  EXPECT_THROW(static_cast<void>(norace::Builder().stack_size(1).spawn([] {})), std::system_error);
}

TEST(JoinHandle, JoinsOnce) {
  auto h = norace::spawn([] {});
  h.join();
  EXPECT_FALSE(h.joinable());
  EXPECT_THROW(h.join(), std::system_error);
}

TEST(Scope, LendsLocals) {
  std::vector<int> v{1, 2, 3};
  int sum = 0;
  norace::scope([&](norace::Scope& s) {
    s.spawn(
        [](const std::vector<int>& in, int& out) {
          for (int x : in) out += x;
        },
        norace::borrow(v), norace::borrow_mut(sum));
    auto h = s.spawn([](const std::vector<int>& in) { return in.size(); }, norace::borrow(v));
    EXPECT_EQ(h.join(), 3U);
  });
  EXPECT_EQ(sum, 6);
}

TEST(Scope, ReturnsWhatItsFunctionReturnsOnceAllAreJoined) {
  int n = 0;
  auto box = norace::scope([&](norace::Scope& s) {
    s.spawn([](int& x) { ++x; }, norace::borrow_mut(n));
    return std::make_unique<int>(2);
  });
  EXPECT_EQ(*box + n, 3);
  int& same = norace::scope([&](norace::Scope&) -> int& { return n; });
  EXPECT_EQ(&same, &n);
  EXPECT_THROW(norace::scope([](norace::Scope& s) {
                 s.spawn([] { throw std::runtime_error("thrown"); });
                 return 1;
               }),
               std::runtime_error);
}

TEST(Scope, RefusesASecondBorrowOfWhatOneThreadChanges) {
  int n = 0;
  EXPECT_THROW(norace::scope([&](norace::Scope& s) {
                 s.spawn([](int& x) { ++x; }, norace::borrow_mut(n));
                 s.spawn([](const int&) {}, norace::borrow(n));
               }),
               norace::BorrowError);
  EXPECT_EQ(n, 1);
  EXPECT_THROW(norace::scope([&](norace::Scope& s) {
                 s.spawn([](int& x, int& y) { x = y; }, norace::borrow_mut(n),
                         norace::borrow_mut(n));
               }),
               norace::BorrowError);
}

norace::Rule rule_of(void (*lends)(norace::Scope&)) {
  try {
    norace::scope(lends);
  } catch (const norace::BorrowError& e) {
    return e.rule();
  }
  return norace::Rule::None;
}
void add_one_to(int& n) { ++n; }

TEST(Scope, RefusesToLendWhatEndsBeforeItsThreads) {
  EXPECT_EQ(rule_of([](norace::Scope& s) {
              int local = 0;
              s.spawn(add_one_to, norace::borrow_mut(local));
            }),
            norace::Rule::E0597_LENT);
  EXPECT_EQ(rule_of([](norace::Scope& s) {
              s.spawn([](norace::Scope& same) {
                int own = 0;
                same.spawn(add_one_to, norace::borrow_mut(own));
              });
            }),
            norace::Rule::E0597_LENT);
  EXPECT_EQ(
      rule_of([](norace::Scope& outer) {
        int local = 0;
        norace::scope([&](norace::Scope&) { outer.spawn(add_one_to, norace::borrow_mut(local)); });
      }),
      norace::Rule::E0597_LENT);
  EXPECT_EQ(
      rule_of([](norace::Scope&) {
        int local = 0;
        norace::scope([&](norace::Scope& s) { s.spawn(add_one_to, norace::borrow_mut(local)); });
      }),
      norace::Rule::None);
}

TEST(Scope, LendsNothingThatAScopeAroundItLends) {
  static int n;
  EXPECT_EQ(rule_of([](norace::Scope& outer) {
              outer.spawn(add_one_to, norace::borrow_mut(n));
              norace::scope([](norace::Scope& s) { s.spawn(add_one_to, norace::borrow_mut(n)); });
            }),
            norace::Rule::E0499);
  EXPECT_EQ(rule_of([](norace::Scope& outer) {
              outer.spawn([](const int&) {}, norace::borrow(n));
              norace::scope([](norace::Scope& s) { s.spawn(add_one_to, norace::borrow_mut(n)); });
            }),
            norace::Rule::E0502);
  EXPECT_EQ(rule_of([](norace::Scope& outer) {  // a thread lends on what it was lent alone
              outer.spawn(
                  [](int& mine) {
                    norace::scope(
                        [&](norace::Scope& s) { s.spawn(add_one_to, norace::borrow_mut(mine)); });
                  },
                  norace::borrow_mut(n));
            }),
            norace::Rule::None);
  EXPECT_EQ(n, 2);
}

TEST(Scope, RethrowsWhatNobodyJoined) {
  EXPECT_THROW(
      norace::scope([](norace::Scope& s) { s.spawn([] { throw std::logic_error("x"); }); }),
      std::logic_error);
}

}  // namespace
