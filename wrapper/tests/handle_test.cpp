// How threads end: left, cancelled, thrown out of, looked at from outside.
#include <gtest/gtest.h>

#include <pthread.h>

#include <chrono>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

#include "norace/norace.hpp"

namespace {

using namespace std::chrono_literals;

#ifdef __GLIBCXX__  // elsewhere the program ends, see thread.hpp
TEST(JoinHandle, SaysThatItsThreadWasLeft) {
  auto ended = norace::Arc<norace::Atomic<bool>>::make(false);
  struct SaysSo {
    explicit SaysSo(norace::Arc<norace::Atomic<bool>> f) : flag(std::move(f)) {}
    ~SaysSo() { flag->store(true, norace::Ordering::SeqCst); }
    norace::Arc<norace::Atomic<bool>> flag;
  };
  auto left = norace::spawn(
      [](norace::Arc<norace::Atomic<bool>> flag) {
        const SaysSo unwound(std::move(flag));
        pthread_exit(nullptr);
        return 1;
      },
      ended);
  EXPECT_THROW(left.join(), norace::ThreadExited);
  EXPECT_TRUE(ended->load(norace::Ordering::SeqCst));
  norace::scope([](norace::Scope& s) {
    auto scoped = s.spawn([]() -> int { pthread_exit(nullptr); });
    EXPECT_THROW(scoped.join(), norace::ThreadExited);
    s.spawn([] { pthread_exit(nullptr); });
  });
}
#endif

TEST(JoinHandle, KnowsWhetherItsThreadIsFinished) {
  auto [tx, rx] = norace::channel<int>();
  auto handle = norace::spawn([](norace::Receiver<int> in) { in.recv(); }, std::move(rx));
  EXPECT_FALSE(handle.is_finished());
  tx.send(1);
  while (!handle.is_finished()) norace::yield_now();
  handle.join();
  EXPECT_TRUE(handle.is_finished());
}

TEST(JoinHandle, MayBeEmpty) {
  norace::JoinHandle<int> handle;
  EXPECT_FALSE(handle.joinable());
  EXPECT_TRUE(handle.is_finished());
  EXPECT_THROW(handle.join(), std::system_error);
  handle = norace::spawn([] { return 3; });
  EXPECT_EQ(handle.join(), 3);
}

TEST(JoinHandle, NamesItsThread) {
  auto handle = norace::Builder().name("named").spawn([] { norace::park(); });
  EXPECT_EQ(handle.thread().name(), "named");
  EXPECT_NE(handle.thread().id(), norace::current_thread().id());
  handle.thread().unpark();
  handle.join();
}

TEST(JoinHandle, DoesNotKeepAResultThatNobodyTakes) {
  auto watched = norace::Arc<int>::make(1);
  {
    auto dropped = norace::spawn([](norace::Arc<int> a) { return a; }, watched);
    const auto thread = dropped.thread();
    dropped = norace::JoinHandle<norace::Arc<int>>();
    EXPECT_EQ(watched.strong_count(), 1U);
    EXPECT_EQ(thread.name(), std::nullopt);
  }
  norace::spawn([](norace::Arc<int> a) { return a; }, watched).detach();
  while (watched.strong_count() != 1) norace::yield_now();
}

void drop_one_that_throws() {
  {
    auto dropped = norace::spawn([] { throw std::runtime_error("nobody saw it"); });
  }
  std::exit(0);
}
void detach_one_that_throws() {
  auto [tx, rx] = norace::channel<int>();
  auto handle = norace::spawn(
      [](norace::Sender<int>) { throw std::runtime_error("nobody saw it"); }, std::move(tx));
  const auto thread = handle.thread();
  handle.detach();
  rx.recv();
  norace::sleep(50ms);
  std::exit(0);
}
TEST(JoinHandleDeathTest, SaysWhatNobodyRethrows) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(drop_one_that_throws(), testing::ExitedWithCode(0), "nobody saw it");
  EXPECT_EXIT(detach_one_that_throws(), testing::ExitedWithCode(0), "nobody saw it");
}

TEST(Scope, NamesAndSizesItsThreads) {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    auto handle = norace::Builder().name("scoped").stack_size(1 << 20).spawn_scoped(
        s,
        [](int& x) {
          ++x;
          return norace::current_thread().name();
        },
        norace::borrow_mut(n));
    EXPECT_EQ(handle.thread().name(), "scoped");
    EXPECT_EQ(handle.join(), "scoped");
    EXPECT_TRUE(handle.is_finished());
  });
  EXPECT_EQ(n, 1);
}

TEST(Thread, CountsWhatTheMachineRunsAtOnce) { EXPECT_GE(norace::available_parallelism(), 1U); }

TEST(Thread, SleepsAtLeastSoLong) {
  const auto begin = std::chrono::steady_clock::now();
  norace::sleep_until(begin + 2ms);
  EXPECT_GE(std::chrono::steady_clock::now() - begin, 2ms);
  norace::sleep(std::chrono::duration<double>(0.001));
  EXPECT_GE(std::chrono::steady_clock::now() - begin, 3ms);
}

TEST(Thread, KnowsThatItUnwinds) {
  struct Looks {
    bool& seen;
    ~Looks() { seen = norace::panicking(); }
  };
  bool seen = false;
  try {
    const Looks looks{seen};
    throw 1;
  } catch (int) {
  }
  EXPECT_TRUE(seen);
  EXPECT_FALSE(norace::panicking());
}

}  // namespace
