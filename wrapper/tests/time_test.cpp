// Every duration is a deadline: the longest wait, none at all, and none overflows.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <limits>

#include "norace/norace.hpp"

namespace {

using namespace std::chrono_literals;
using norace::detail::deadline_after;
using norace::detail::no_deadline;
using norace::detail::patience_in_nanoseconds;

using Years = std::chrono::duration<std::int64_t, std::ratio<31556952>>;

TEST(Deadline, IsNeverReachedByWhatTheClockCannotCount) {
  EXPECT_EQ(deadline_after(std::chrono::hours::max()), no_deadline);
  EXPECT_EQ(deadline_after(std::chrono::nanoseconds::max()), no_deadline);
  EXPECT_EQ(deadline_after(Years(300)), no_deadline);
  EXPECT_EQ(deadline_after(std::chrono::duration<double>(1e300)), no_deadline);
  EXPECT_EQ(deadline_after(std::chrono::duration<float>(std::numeric_limits<float>::infinity())),
            no_deadline);
  EXPECT_EQ(deadline_after(std::chrono::duration<std::uint64_t>::max()), no_deadline);
}

TEST(Deadline, IsNowForWhatIsNegativeOrNoNumber) {
  EXPECT_EQ(patience_in_nanoseconds(-1s), 0ns);
  EXPECT_EQ(patience_in_nanoseconds(std::chrono::hours::min()), 0ns);
  EXPECT_EQ(patience_in_nanoseconds(std::chrono::duration<double>(-1e300)), 0ns);
  EXPECT_EQ(patience_in_nanoseconds(
                std::chrono::duration<double>(std::numeric_limits<double>::quiet_NaN())),
            0ns);
}

TEST(Deadline, IsExactAndRoundsUp) {
  EXPECT_EQ(patience_in_nanoseconds(std::chrono::duration<unsigned char>(200)), 200s);
  EXPECT_EQ(patience_in_nanoseconds(std::chrono::duration<float>(0.5F)), 500ms);
  EXPECT_EQ(patience_in_nanoseconds(std::chrono::duration<double, std::pico>(1.0)), 1ns);
  EXPECT_EQ(patience_in_nanoseconds(std::chrono::duration<int, std::pico>(1)), 1ns);
  EXPECT_EQ(patience_in_nanoseconds(std::chrono::duration<std::uint64_t>(3)), 3s);
}

TEST(Deadline, OfTheFarPastAndFutureIsNoOverflow) {
  using System = std::chrono::system_clock;
  EXPECT_GT(norace::detail::deadline_at(System::time_point::max()),
            norace::detail::WaitClock::now() + std::chrono::hours(24 * 365));
  const auto past = norace::detail::deadline_at(System::time_point::min());
  EXPECT_LE(past, norace::detail::WaitClock::now());
  norace::sleep_until(System::time_point::min());
  norace::sleep_until(norace::detail::WaitClock::time_point::min());
}

// Each waits for another thread, with a limit that must neither overflow nor be over.
TEST(Waits, OfTheLongestTimesEndWhenTheyAreMet) {
  auto [tx, rx] = norace::channel<int>();
  auto late = norace::spawn(
      [](norace::Sender<int> out) {
        norace::sleep(5ms);
        out.send(1);
        out.send(2);
      },
      std::move(tx));
  EXPECT_EQ(rx.recv_timeout(std::chrono::hours::max()), 1);
  EXPECT_EQ(rx.recv_timeout(std::chrono::duration<double>(1e300)), 2);
  late.join();

  auto waker = norace::spawn([](norace::Thread t) { t.unpark(); }, norace::current_thread());
  EXPECT_TRUE(norace::park_timeout(Years(300)));
  waker.join();

  struct Monitor {
    norace::Mutex<bool> ready;
    norace::Condvar changed;
  };
  auto monitor = norace::Arc<Monitor>::make();
  auto setter = norace::spawn(
      [](norace::Arc<Monitor> m) {
        m->ready.with([](bool& ready) { ready = true; });
        m->changed.notify_one();
      },
      monitor);
  auto guard = monitor->ready.lock();
  EXPECT_FALSE(
      monitor->changed
          .wait_for(std::move(guard), std::chrono::hours::max(), [](bool& ready) { return ready; })
          .timed_out);
  setter.join();
}

TEST(Waits, OfNegativeTimesAreOverAtOnce) {
  auto [tx, rx] = norace::channel<int>();
  EXPECT_FALSE(rx.recv_timeout(-1h));
  EXPECT_FALSE(norace::park_timeout(std::chrono::hours::min()));
  norace::sleep(-1h);
  const norace::Mutex<int> m;
  const norace::Condvar c;
  auto never = [](int&) { return false; };
  EXPECT_TRUE(c.wait_for(m.lock(), std::chrono::duration<double>(-1e300), never).timed_out);
  EXPECT_TRUE(c.wait_timeout(m.lock(), -1s).timed_out);
  EXPECT_TRUE(c.wait_timeout_while(m.lock(), 0s, [](int& n) { return n == 0; }).timed_out);
  EXPECT_FALSE(c.wait_timeout_while(m.lock(), 0s, [](int& n) { return n != 0; }).timed_out);
  EXPECT_TRUE(c.wait_until(m.lock(), std::chrono::system_clock::now(), never).timed_out);
}

}  // namespace
