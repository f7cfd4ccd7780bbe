// Rc, Cell, RefCell, RwLock, OnceLock, LazyLock, LocalKey, SendFn: behaviour and the traits of
// each.
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "norace/norace.hpp"

namespace {

using norace::Owned;
using norace::Send;
using norace::Sync;

static_assert(!Send<norace::Rc<int>> && !Sync<norace::Rc<int>> && Owned<norace::Rc<int>>);
static_assert(Send<norace::Cell<int>> && !Sync<norace::Cell<int>>);
static_assert(Send<norace::RefCell<std::string>> && !Sync<norace::RefCell<std::string>>);
static_assert(!Send<norace::RefMut<int>> && !Send<norace::Ref<int>>);
static_assert(Sync<norace::Mutex<norace::Cell<int>>>);
static_assert(!Sync<norace::RwLock<norace::Cell<int>>> && Send<norace::RwLock<norace::Cell<int>>>);
static_assert(!Sync<norace::Mutex<norace::Rc<int>>>);
static_assert(Send<norace::Sender<int>> && Send<norace::Receiver<int>>);
static_assert(!Sync<norace::Receiver<int>> && !Send<norace::Sender<norace::Rc<int>>>);
static_assert(Sync<norace::Sender<norace::Cell<int>>> && Sync<norace::SyncSender<int>>);
static_assert(!Sync<norace::Sender<norace::Rc<int>>> && !Sync<norace::Receiver<norace::Cell<int>>>);
static_assert(Sync<norace::LazyLock<std::string>> && Sync<norace::OnceLock<int>>);
static_assert(!Sync<norace::OnceLock<norace::Cell<int>>>);
static_assert(Send<norace::SendFn<void()>> && !Sync<norace::SendFn<void()>>);
static_assert(!Send<std::function<void()>>);
static_assert(Send<norace::JoinHandle<int>> && Send<norace::Thread> && Sync<norace::Condvar>);
static_assert(!Owned<norace::Borrow<int>> && Send<norace::Borrow<int>>);
static_assert(!Send<norace::Borrow<norace::Cell<int>>>);

class Account {
 public:
  explicit Account(std::string owner) : owner_(std::move(owner)) {}
  const std::string& owner() const { return owner_; }

 private:
  std::string owner_;
  long balance_ = 0;
  NORACE_MEMBERS(owner_, balance_)
};
static_assert(Send<Account> && Sync<Account> && Owned<Account>);
class Forgetful {
 public:
  int get() const { return *hidden_; }

 private:
  NORACE_MEMBERS(name_)
  std::string name_;
  int* hidden_ = nullptr;
};
static_assert(!Send<Forgetful> && !Owned<Forgetful>);
class Counting {
 public:
  int get() const { return ++count_; }

 private:
  mutable int count_ = 0;
  NORACE_MEMBERS(count_)
};
static_assert(Send<Counting> && !Sync<Counting>);
class Referring {
 public:
  explicit Referring(int& n) : n_(n) {}
  int get() const { return n_; }

 private:
  int& n_;
  NORACE_MEMBERS(n_)
};
static_assert(!Owned<Referring>);

TEST(Rc, CountsAndFrees) {
  auto watched = std::make_shared<int>(1);
  auto a = norace::Rc<std::shared_ptr<int>>::make(watched);
  auto b = a.clone();
  auto weak = a.downgrade();
  EXPECT_EQ(a.strong_count(), 2U);
  EXPECT_TRUE(ptr_eq(a, *weak.upgrade()));
  a = b;
  { auto gone = std::move(a); }
  { auto gone = std::move(b); }
  EXPECT_EQ(watched.use_count(), 1);
  EXPECT_FALSE(weak.upgrade());
}

TEST(Cell, ReplacesThroughConst) {
  const norace::Cell<int> c(1);
  c.set(c.get() + 1);
  EXPECT_EQ(c.replace(7), 2);
  EXPECT_EQ(c.update([](int n) { return n + 1; }), 8);
}

TEST(RefCell, LendsToOneWriterOrManyReaders) {
  const norace::RefCell<std::string> c("a");
  {
    auto one = c.borrow();
    auto two = c.borrow();
    EXPECT_FALSE(c.try_borrow_mut());
    EXPECT_THROW(static_cast<void>(c.borrow_mut()), norace::BorrowedError);
  }
  {
    auto writer = c.borrow_mut();
    *writer += "b";
    EXPECT_FALSE(c.try_borrow());
  }
  auto reader = c.borrow();
  EXPECT_EQ(*reader, "ab");
}

TEST(RwLock, ManyReadersOneWriter) {
  const norace::RwLock<int> lock(1);
  {
    auto a = lock.read();
    auto b = lock.read();
    EXPECT_FALSE(lock.try_write());
    EXPECT_EQ(*a + *b, 2);
  }
  {
    auto w = lock.write();
    *w = 5;
  }
  EXPECT_EQ(lock.with_read([](const int& n) { return n; }), 5);
  EXPECT_THROW(lock.with_write([](int&) { throw 1; }), int);
  EXPECT_THROW(static_cast<void>(lock.read()), norace::PoisonError);
  lock.clear_poison();
  auto r = lock.read();
  EXPECT_EQ(*r, 5);
}

TEST(OnceLock, IsSetOnceAndRetriesAfterAThrow) {
  const norace::OnceLock<int> once;
  EXPECT_EQ(once.get(), nullptr);
  EXPECT_THROW(once.get_or_init([]() -> int { throw std::runtime_error("no"); }),
               std::runtime_error);
  EXPECT_EQ(once.get_or_init([] { return 3; }), 3);
  EXPECT_FALSE(once.set(4));
  EXPECT_EQ(*once.get(), 3);
}

TEST(LazyLock, IsMadeByOneThread) {
  static norace::Atomic<int> made(0);
  auto lazy = norace::Arc<norace::LazyLock<int>>::make(
      [] { return made.fetch_add(1, norace::Ordering::Relaxed) + 41; });
  std::vector<norace::JoinHandle<int>> handles;
  for (int i = 0; i < 8; ++i)
    handles.push_back(
        norace::spawn([](norace::Arc<norace::LazyLock<int>> l) { return *l.as_ref(); }, lazy));
  for (auto& h : handles) EXPECT_EQ(h.join(), 41);
  EXPECT_EQ(made.load(norace::Ordering::Relaxed), 1);
}

struct DepthTag {
  static int init() { return 10; }
};
constexpr norace::LocalKey<DepthTag, int> depth;

TEST(LocalKey, IsOneForEachThread) {
  depth.set(11);
  auto h = norace::spawn([] { return depth.with([](int& d) { return ++d; }); });
  EXPECT_EQ(h.join(), 11);
  EXPECT_EQ(depth.get(), 11);
}

TEST(SendFn, OwnsWhatItIsGiven) {
  std::vector<norace::SendFn<int(int)>> tasks;
  tasks.emplace_back([](int x) { return x + 1; });
  tasks.emplace_back([](std::string& s, int x) { return x + static_cast<int>(s.size()); },
                     std::string("ab"));
  int sum = 0;
  for (auto& task : tasks) sum += task(1);
  EXPECT_EQ(sum, 5);
  norace::SendFn<void()> empty;
  EXPECT_FALSE(empty);
  EXPECT_THROW(empty(), std::bad_function_call);
}

}  // namespace
