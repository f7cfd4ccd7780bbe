// LocalKey, and what a thread knows of itself, also while its thread-locals are destroyed.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "norace/norace.hpp"

namespace {

using namespace std::chrono_literals;
using norace::AccessError;
using norace::BorrowedError;
using norace::LocalKey;

struct Counted {};
constexpr LocalKey<Counted, int> counted;

TEST(LocalKey, GivesItsValueToManyReadersOrOneWriter) {
  counted.set(1);
  counted.with([](const int& outer) {
    EXPECT_EQ(counted.with([](const int& inner) { return inner; }), 1);
    EXPECT_THROW(counted.with([](int& n) { n = 2; }), BorrowedError);
    EXPECT_THROW(counted.set(2), BorrowedError);
    EXPECT_EQ(outer, 1);
  });
  counted.with([](int& alone) {
    EXPECT_THROW(counted.with([](int& twice) { ++twice; }), BorrowedError);
    EXPECT_THROW(counted.with([](const int& n) { return n; }), BorrowedError);
    alone = 5;
  });
  EXPECT_EQ(counted.replace(6), 5);
  EXPECT_EQ(counted.take(), 6);
  EXPECT_EQ(counted.get(), 0);
}

struct InCell {};
constexpr LocalKey<InCell, norace::Cell<int>> in_cell;
struct InRefCell {};
constexpr LocalKey<InRefCell, norace::RefCell<std::string>> in_ref_cell;

TEST(LocalKey, OfCellsReachesWhatTheyHold) {
  in_cell.set(3);
  in_cell.with([](const norace::Cell<int>& c) { c.set(c.get() + 1); });
  EXPECT_EQ(in_cell.get(), 4);
  EXPECT_EQ(in_cell.replace(7), 4);
  EXPECT_EQ(in_cell.take(), 7);
  in_ref_cell.with_borrow_mut([](std::string& s) { s = "abc"; });
  EXPECT_EQ(in_ref_cell.with_borrow([](const std::string& s) { return s.size(); }), 3U);
  EXPECT_EQ(in_ref_cell.take(), "abc");
  in_ref_cell.with_borrow(
      [](const std::string&) { EXPECT_THROW(in_ref_cell.set("x"), BorrowedError); });
}

struct MadeByItself {
  static int init();
};
constexpr LocalKey<MadeByItself, int> made_by_itself;
int MadeByItself::init() {
  EXPECT_THROW(static_cast<void>(made_by_itself.get()), AccessError);
  EXPECT_TRUE(made_by_itself.try_with([](const int& n) { return n; }).is_err());
  return 8;
}
TEST(LocalKey, IsNotThereWhileItIsMade) { EXPECT_EQ(made_by_itself.get(), 8); }

norace::Atomic<int> answers(0);

bool end_is_there();

struct AsksAtItsEnd {
  std::string text = "a text that is long enough for the heap";
  ~AsksAtItsEnd() { answers.fetch_add(end_is_there() ? 100 : 1, norace::Ordering::SeqCst); }
};
struct AsksTheOther {  // made first, so destroyed last
  ~AsksTheOther() { answers.fetch_add(end_is_there() ? 100 : 10, norace::Ordering::SeqCst); }
};
struct EndTag {};
constexpr LocalKey<EndTag, AsksAtItsEnd> asks_at_its_end;
struct OtherTag {};
constexpr LocalKey<OtherTag, AsksTheOther> asks_the_other;

bool end_is_there() {
  return asks_at_its_end.try_with([](const AsksAtItsEnd& s) { return s.text.size(); }).is_ok();
}

TEST(LocalKey, IsNotThereAtAndAfterItsEnd) {
  norace::spawn([] {
    asks_the_other.with([](const AsksTheOther&) {});
    asks_at_its_end.with([](const AsksAtItsEnd&) {});
  }).join();
  EXPECT_EQ(answers.load(norace::Ordering::SeqCst), 11);
}

struct ParksAtItsEnd {
  explicit ParksAtItsEnd(norace::Sender<norace::ThreadId> o) : out(std::move(o)) {}
  norace::Sender<norace::ThreadId> out;
  ~ParksAtItsEnd() {
    norace::current_thread().unpark();
    norace::park();
    norace::park_timeout(1ms);
    out.send(norace::current_thread().id());
  }
};

TEST(Thread, KnowsItselfWhileItsThreadLocalsAreDestroyed) {
  auto [tx, rx] = norace::channel<norace::ThreadId>();
  auto handle = norace::spawn(
      [](norace::Sender<norace::ThreadId> out) {
        thread_local std::optional<ParksAtItsEnd> parks;
        const auto id = norace::current_thread().id();
        parks.emplace(std::move(out));
        return id;
      },
      std::move(tx));
  const auto other = handle.thread().id();
  EXPECT_EQ(handle.join(), other);
  EXPECT_EQ(rx.recv(), other);
}

TEST(Thread, HasANumberOfItsOwn) {
  const auto first = norace::spawn([] { return norace::current_thread().id(); }).join();
  for (int i = 0; i < 20; ++i)
    EXPECT_NE(norace::spawn([] { return norace::current_thread().id(); }).join(), first);
  EXPECT_EQ(norace::current_thread().id(), norace::current_thread().id());
}

TEST(Thread, HasItsNameBeforeItRuns) {
  for (int i = 0; i < 50; ++i) {
    auto names = norace::Builder()
                     .name("worker")
                     .spawn([] {
                       char by_system[16] = {};
                       pthread_getname_np(pthread_self(), by_system, sizeof by_system);
                       return std::pair(std::string(by_system),
                                        norace::current_thread().name().value_or("?"));
                     })
                     .join();
    ASSERT_EQ(names.first, "worker");
    ASSERT_EQ(names.second, "worker");
  }
  EXPECT_EQ(norace::spawn([] { return norace::current_thread().name(); }).join(), std::nullopt);
  EXPECT_EQ(norace::current_thread().name(), "main");
  EXPECT_THROW(static_cast<void>(norace::Builder().name(std::string("a\0b", 3)).spawn([] {})),
               std::invalid_argument);
}

}  // namespace
