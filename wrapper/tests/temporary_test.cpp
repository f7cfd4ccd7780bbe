// Guards without a name: what is finished with the expression may be done.
#include <gtest/gtest.h>

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "norace/norace.hpp"

namespace {

using norace::Mutex;
using norace::RefCell;
using norace::RwLock;

TEST(Temporary, ScalarsAreReadAndChanged) {
  const Mutex<int> m(1);
  *m.lock() += 1;
  ++*m.lock();
  (*m.lock())--;
  *m.lock() *= 10;
  EXPECT_EQ(*m.lock(), 20);
  int n = *m.lock();
  long wide = *m.lock();
  auto copy = *m.lock();
  EXPECT_EQ(n + wide + copy, 60);
  std::vector<int> all;
  all.push_back(*m.lock());
  *m.lock() = 3;
  EXPECT_EQ(int{*m.lock()} + all[0], 23);
  EXPECT_EQ(copy, 20);
  const Mutex<bool> flag(true);
  if (*flag.lock()) *flag.lock() = false;
  EXPECT_FALSE(*flag.lock());
  enum class Mode { A, B };
  const Mutex<Mode> mode(Mode::A);
  *mode.lock() = Mode::B;
  EXPECT_TRUE(*mode.lock() == Mode::B);
}

TEST(Temporary, ClassesAreAssignedAndCompared) {
  const Mutex<std::string> text("a");
  *text.lock() += "b";
  EXPECT_TRUE(*text.lock() == "ab");
  *text.lock() = "c";
  EXPECT_TRUE(*text.lock() == std::string("c"));
  struct Point {
    int x, y;
  };
  const Mutex<Point> point(Point{1, 2});
  *point.lock() = Point{3, 4};
  const Point p = *point.lock();
  EXPECT_EQ(p.x * 10 + p.y, 34);
  const Mutex<std::map<std::string, int>> ages;
  (*ages.lock())["ada"] = 36;
  (*ages.lock())["ada"] += 1;
  int ada = (*ages.lock())["ada"];
  EXPECT_EQ(ada, 37);
}

TEST(Temporary, MembersOfContainersAreCalled) {
  const Mutex<std::vector<int>> all;
  all.lock()->push_back(1);
  all.lock()->emplace_back(2);
  all.lock()->at(0) += 10;
  int first = all.lock()->front();
  EXPECT_EQ(first, 11);
  EXPECT_EQ(all.lock()->size(), 2U);
  all.lock()->pop_back();
  EXPECT_FALSE(all.lock()->empty());
  const Mutex<std::map<std::string, int>> ages;
  ages.lock()->insert({"ada", 36});
  ages.lock()->emplace("bob", 7);
  ages.lock()->insert_or_assign("bob", 8);
  EXPECT_EQ(ages.lock()->count("ada"), 1U);
  EXPECT_TRUE(ages.lock()->contains("bob"));
  int bob = ages.lock()->at("bob");
  EXPECT_EQ(bob, 8);
  EXPECT_EQ(ages.lock()->erase("ada"), 1U);
  static_assert(std::is_void_v<decltype(ages.lock()->emplace("x", 1))>);
  const Mutex<std::optional<std::string>> maybe;
  EXPECT_FALSE(maybe.lock()->has_value());
  maybe.lock()->emplace("x");
  EXPECT_EQ(maybe.lock()->value_or("y"), "x");
  const Mutex<std::string> text("abc");
  text.lock()->append("d");
  EXPECT_EQ(text.lock()->find("cd"), 2U);
  EXPECT_EQ(text.lock()->substr(1, 2), "bc");
}

TEST(Temporary, BorrowsAndReadersAreRead) {
  const RefCell<std::string> cell("abc");
  EXPECT_EQ(cell.borrow()->size(), 3U);
  cell.borrow_mut()->push_back('d');
  *cell.borrow_mut() += "e";
  EXPECT_TRUE(*cell.borrow() == "abcde");
  const RefCell<int> number(1);
  *number.borrow_mut() += 1;
  EXPECT_EQ(*number.borrow(), 2);
  const RwLock<int> lock(3);
  *lock.write() += 1;
  int n = *lock.read();
  EXPECT_EQ(n, 4);
  const RwLock<std::vector<int>> all(3U);
  all.write()->push_back(4);
  EXPECT_EQ(all.read()->size(), 4U);
  int last = all.read()->back();
  EXPECT_EQ(last, 4);
}

TEST(Temporary, ReceiversBehindALockGiveTheirValuesAway) {
  auto [tx, rx] = norace::channel<int>();
  const Mutex<norace::Receiver<int>> jobs(std::move(rx));
  tx.send(5);
  EXPECT_EQ(jobs.lock()->recv(), 5);
  EXPECT_TRUE(jobs.lock()->try_recv().is_err());
}

TEST(Temporary, UnlocksAtTheEndOfTheExpression) {
  const Mutex<int> m(1);
  const auto copy = *m.lock();
  EXPECT_TRUE(m.try_lock());
  *m.lock() += copy;
  EXPECT_EQ(*m.lock(), 2);
}

}  // namespace
