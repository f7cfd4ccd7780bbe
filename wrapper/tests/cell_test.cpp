// Cell and RefCell: nothing is lent twice, and nothing is half there when somebody comes back.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "norace/cell.hpp"
#include "norace/rc.hpp"

namespace {

using norace::BorrowedError;
using norace::Cell;
using norace::Ref;
using norace::RefCell;
using norace::RefMut;

// Its destructor comes back to the Cell that it was in.
struct ComesBack {
  const Cell<std::shared_ptr<ComesBack>>* home = nullptr;
  std::vector<int>* seen = nullptr;
  int mine = 0;
  ~ComesBack() {
    if (home == nullptr) return;
    const auto now = home->get();
    seen->push_back(now ? now->mine : -1);
  }
};

TEST(Cell, IsWholeWhenTheOldValueEnds) {
  std::vector<int> seen;
  const Cell<std::shared_ptr<ComesBack>> cell;
  auto first = std::make_shared<ComesBack>();
  first->home = &cell;
  first->seen = &seen;
  first->mine = 1;
  auto second = std::make_shared<ComesBack>();
  second->mine = 2;
  cell.set(std::move(first));
  cell.set(std::move(second));
  EXPECT_EQ(seen, std::vector<int>{2});
}

TEST(Cell, UpdatesACopy) {
  const Cell<std::string> cell("a text that is long enough for the heap");
  cell.update([&](const std::string& old) {
    cell.set("short");
    return old + "!";  // of the Cell itself, this would be freed memory
  });
  EXPECT_EQ(cell.get(), "a text that is long enough for the heap!");
  const Cell<int> n(1);
  EXPECT_EQ(n.update([](int old) { return old + 1; }), 2);
}

TEST(Cell, SwapsTakesAndGivesBack) {
  const Cell<int> a(1);
  const Cell<int> b(2);
  a.swap(b);
  a.swap(a);
  EXPECT_EQ(a.get() * 10 + b.get(), 21);
  EXPECT_EQ(a.take(), 2);
  EXPECT_EQ(a.replace(5), 0);
  Cell<std::unique_ptr<int>> c(std::make_unique<int>(3));
  *c.get_mut() += 1;
  EXPECT_EQ(*std::move(c).into_inner(), 4);
}

TEST(RefCell, IsNotMovedWhileItLends) {
  RefCell<std::string> cell("abc");
  {
    auto reader = cell.borrow();
    EXPECT_THROW(RefCell<std::string>(std::move(cell)), BorrowedError);
    EXPECT_THROW(static_cast<void>(std::move(cell).into_inner()), BorrowedError);
    EXPECT_THROW(cell.get_mut() = "x", BorrowedError);
    EXPECT_THROW(cell.replace("x"), BorrowedError);
    EXPECT_THROW(cell.take(), BorrowedError);
    EXPECT_EQ(*reader, "abc");
  }
  RefCell<std::string> moved(std::move(cell));
  EXPECT_EQ(moved.replace("def"), "abc");
  EXPECT_EQ(moved.replace_with([](std::string& old) { return old + "g"; }), "def");
  EXPECT_EQ(moved.take(), "defg");
  const RefCell<std::string> other("other");
  moved.swap(other);
  EXPECT_EQ(std::move(moved).into_inner(), "other");
}

TEST(RefCell, LendsPartsOfItsValue) {
  const RefCell<std::pair<int, std::string>> cell(std::pair<int, std::string>(1, "a"));
  {
    auto number = Ref<std::pair<int, std::string>>::map(
        cell.borrow(), [](const auto& both) -> const int& { return both.first; });
    auto again = number.clone();
    EXPECT_EQ(*number + *again, 2);
    EXPECT_FALSE(cell.try_borrow_mut());
  }
  {
    auto text = RefMut<std::pair<int, std::string>>::map(
        cell.borrow_mut(), [](auto& both) -> std::string& { return both.second; });
    *text += "b";
    EXPECT_FALSE(cell.try_borrow());
  }
  EXPECT_TRUE(cell.try_borrow_mut());
  auto all = cell.borrow();
  EXPECT_EQ(all->second, "ab");
}

}  // namespace
