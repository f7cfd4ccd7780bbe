// What has static storage: constant-initialised, usable before main(), and never destroyed.
#include <gtest/gtest.h>

#include <cstdio>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "norace/norace.hpp"

namespace {

constinit const norace::Mutex<int> number(0);
constinit const norace::Mutex<std::vector<int>> numbers;
constinit const norace::Mutex<double> by_default;
constinit const norace::RwLock<long> lock(1);
constinit const norace::Atomic<int> hits(0);
constinit const norace::Condvar changed;
constinit const norace::Barrier barrier(1);
constinit const norace::Once once;
constinit const norace::OnceLock<norace::Mutex<int>> once_lock;
constinit const norace::LazyLock<norace::Mutex<std::string>> lazy([] {
  return norace::Mutex<std::string>("made");
});
constinit norace::RefCell<int> ref_cell(3);
constinit norace::Cell<int> cell(3);

TEST(Statics, WorkWithoutAConstructorThatRuns) {
  EXPECT_EQ(number.with([](int& n) { return n; }), 0);
  EXPECT_EQ(by_default.with([](double& n) { return n; }), 0);
  EXPECT_TRUE(numbers.with([](std::vector<int>& v) { return v.empty(); }));
  EXPECT_EQ(lock.with_read([](const long& n) { return n; }), 1);
  EXPECT_EQ(lazy->with([](std::string& s) { return s; }), "made");
  EXPECT_TRUE(barrier.wait());
  EXPECT_EQ(hits.load(norace::Ordering::Relaxed), 0);
  changed.notify_all();
  EXPECT_FALSE(once.is_completed());
  EXPECT_EQ(once_lock.get(), nullptr);
  EXPECT_EQ(ref_cell.take() + cell.take(), 6);
}

// A table that another file's constructor asks for first.
extern const norace::LazyLock<int> later;
struct AsksEarly {
  AsksEarly() : seen(*later) {}
  int seen;
};
const AsksEarly asks_early;
const norace::LazyLock<int> later([] { return 41; });

TEST(Statics, AreThereBeforeTheirTurn) { EXPECT_EQ(asks_early.seen, 41); }

template <class M>
void value_is_zero() {
  alignas(M) unsigned char bytes[sizeof(M)];
  for (unsigned char& byte : bytes) byte = 0xff;
  auto* m = new (bytes) M;
  if constexpr (requires { m->lock(); })
    EXPECT_EQ(m->with([](int& n) { return n; }), 0);
  else
    EXPECT_EQ(m->with_read([](const int& n) { return n; }), 0);
  m->~M();
}
TEST(Mutex, OfAScalarStartsAtZero) {
  value_is_zero<norace::Mutex<int>>();
  value_is_zero<norace::RwLock<int>>();
}

// In a process of its own: at its end a detached thread still uses the global, which owns memory.
struct SaysWhenItEnds {
  ~SaysWhenItEnds() { std::fprintf(stderr, "destroyed\n"); }
  std::map<std::string, int> all{};
};
const norace::Mutex<SaysWhenItEnds> global;
const norace::RwLock<SaysWhenItEnds> global_lock;
const norace::OnceLock<SaysWhenItEnds> global_once;

[[noreturn]] void leave_while_a_thread_uses_the_global() {
  static_cast<void>(global_once.get_or_init([] { return SaysWhenItEnds(); }).all.size());
  auto [tx, rx] = norace::channel<int>();
  norace::spawn(
      [](norace::Sender<int> running) {
        for (int i = 0;; ++i) {
          global.with([&](SaysWhenItEnds& s) {
            s.all[std::to_string(i % 100)] = i;
            if (i % 50 == 0) s.all.clear();
          });
          if (i == 100) running.send(1);
        }
      },
      std::move(tx))
      .detach();
  rx.recv();
  std::exit(global_lock.with_read([](const SaysWhenItEnds& s) { return s.all.empty() ? 0 : 1; }));
}
void set_and_leave() {
  static_cast<void>(global.with([](SaysWhenItEnds& s) { s.all["x"] = 1; }));
  leave_while_a_thread_uses_the_global();
}
TEST(StaticsDeathTest, AreNeverDestroyed) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(set_and_leave(), testing::ExitedWithCode(0), "^$");
}

TEST(Mutex, OnTheStackAndTheHeapEndsWithItsData) {
  int destroyed = 0;
  struct Counts {
    explicit Counts(int& n) : count(&n) {}
    Counts(Counts&& o) noexcept : count(std::exchange(o.count, nullptr)) {}
    ~Counts() {
      if (count != nullptr) ++*count;
    }
    int* count;
  };
  { const norace::Mutex<Counts> m(destroyed); }
  { auto m = std::make_unique<norace::RwLock<Counts>>(destroyed); }
  EXPECT_EQ(destroyed, 2);
}

}  // namespace
