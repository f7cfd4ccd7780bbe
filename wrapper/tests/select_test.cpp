// select(): the first of several channels; after(), tick(), never().
#include "norace/select.hpp"

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "norace/channel.hpp"
#include "norace/thread.hpp"
#include "norace/timer.hpp"

namespace {

using std::chrono::milliseconds;
using IntSender = norace::Sender<int>;

TEST(Select, TakesWhatIsReadyAndGivesItsResult) {
  auto [tx, rx] = norace::channel<int>();
  auto [words, other] = norace::channel<std::unique_ptr<std::string>>();
  words.send(std::make_unique<std::string>("abc"));
  const long got =
      norace::select(norace::on(rx, [](std::optional<int> n) { return n.value_or(-1); }),
                     norace::on(other, [](std::optional<std::unique_ptr<std::string>> s) {
                       return static_cast<long>((*s)->size());
                     }));
  EXPECT_EQ(got, 3);
  EXPECT_TRUE(other.is_empty());
  tx.send(1);
  EXPECT_EQ(norace::select(norace::on(rx, [](std::optional<int> n) { return *n; })), 1);
}

TEST(Select, OtherwiseDoesNotWait) {
  auto [tx, rx] = norace::channel<int>();
  const auto look = [&, &in = rx] {
    return norace::select(norace::on(in, [](std::optional<int> n) { return *n; }),
                          norace::otherwise([] { return -1; }));
  };
  EXPECT_EQ(look(), -1);
  tx.send(4);
  EXPECT_EQ(look(), 4);
  EXPECT_EQ(norace::select(norace::otherwise([] { return -2; }),
                           norace::on(rx, [](std::optional<int>) { return 0; }),
                           norace::on(norace::never<int>(), [](std::optional<int>) { return 1; })),
            -2);
}

TEST(Select, IsWokenByASendAndByTheLastHangUp) {
  auto [tx, rx] = norace::channel<int>();
  auto [quiet, never_sent] = norace::channel<int>();
  auto sender = norace::spawn(
      [](IntSender out) {
        norace::sleep(milliseconds(5));
        out.send(7);
        norace::sleep(milliseconds(5));
      },
      std::move(tx));
  const auto wait = [&in = rx, &other = never_sent] {
    return norace::select(norace::on(in, [](std::optional<int> n) { return n.value_or(-1); }),
                          norace::on(other, [](std::optional<int>) { return -2; }));
  };
  EXPECT_EQ(wait(), 7);
  EXPECT_EQ(wait(), -1);
  EXPECT_EQ(wait(), -1);  // and so it stays
  sender.join();
}

TEST(Select, SendsWhereThereIsRoomAndKeepsTheValueElse) {
  auto [tx, rx] = norace::sync_channel<std::string>(1);
  auto [stop, stopped] = norace::channel<int>();
  std::string value = "one";
  const auto send_or_stop = [&value, &out = tx, &end = stopped] {
    return norace::select(
        norace::on_send(out, value, [](auto sent) { return sent.is_ok() ? 1 : -1; }),
        norace::on(end, [](std::optional<int>) { return 0; }));
  };
  EXPECT_EQ(send_or_stop(), 1);
  value = "two";
  stop.send(0);
  EXPECT_EQ(send_or_stop(), 0);  // full
  EXPECT_EQ(value, "two");
  auto reader = norace::spawn(
      [](norace::Receiver<std::string> in) {
        norace::sleep(milliseconds(5));
        std::string all;
        for (int i = 0; i < 2; ++i) all += in.recv().value_or("-");
        return all;
      },
      std::move(rx));
  EXPECT_EQ(send_or_stop(), 1);  // once the reader has made room
  EXPECT_EQ(reader.join(), "onetwo");
  value = "three";
  std::string back;
  norace::select(
      norace::on_send(tx, value, [&](norace::Result<void, norace::SendError<std::string>> sent) {
        back = std::move(sent).unwrap_err().into_inner();
      }));
  EXPECT_EQ(back, "three");  // nobody receives any more
}

TEST(Select, IsFair) {
  auto [tx1, rx1] = norace::channel<int>();
  auto [tx2, rx2] = norace::channel<int>();
  for (int i = 0; i < 2000; ++i) {
    tx1.send(0);
    tx2.send(1);
  }
  std::array<int, 2> taken{};
  const auto count = [&](std::optional<int> n) { ++taken.at(static_cast<std::size_t>(*n)); };
  for (int i = 0; i < 1000; ++i) norace::select(norace::on(rx1, count), norace::on(rx2, count));
  EXPECT_GT(taken[0], 300);
  EXPECT_GT(taken[1], 300);
}

TEST(Select, TimersComeWhenItIsTime) {
  auto [tx, rx] = norace::channel<int>();
  const auto start = std::chrono::steady_clock::now();
  const bool timed_out =
      norace::select(norace::on(rx, [](std::optional<int>) { return false; }),
                     norace::on(norace::after(milliseconds(10)), [] { return true; }));
  EXPECT_TRUE(timed_out);
  EXPECT_GE(std::chrono::steady_clock::now() - start, milliseconds(10));
  const auto every = norace::tick(milliseconds(2));
  const auto end = norace::after(std::chrono::hours::max());
  int ticks = 0;
  auto last = start;
  while (ticks < 3)
    norace::select(norace::on(every,
                              [&](norace::Timer::Time at) {
                                ++ticks;
                                EXPECT_GT(at, last);
                                last = at;
                              }),
                   norace::on(end, [] { FAIL(); }), norace::on(rx, [](std::optional<int>) {}));
  EXPECT_TRUE(norace::after(milliseconds(-1)).recv());
  const auto once = norace::after(milliseconds(1));
  EXPECT_TRUE(once.recv());
  EXPECT_FALSE(once.recv());  // at once: there will be none
  EXPECT_FALSE(norace::after(std::chrono::hours::max()).try_recv());
}

TEST(Select, MeetsWhoWaitsOnARendezvous) {
  auto [tx, rx] = norace::sync_channel<int>(0);
  auto sender =
      norace::spawn([](norace::SyncSender<int> out) { return out.send(5).is_ok(); }, tx.clone());
  EXPECT_EQ(norace::select(norace::on(rx, [](std::optional<int> n) { return *n; }),
                           norace::on(norace::never<int>(), [](std::optional<int>) { return 0; })),
            5);
  EXPECT_TRUE(sender.join());
  auto receiver =
      norace::spawn([](norace::Receiver<int> in) { return in.recv().value_or(-1); }, std::move(rx));
  int value = 6;
  norace::select(norace::on_send(tx, value, [](auto sent) { EXPECT_TRUE(sent.is_ok()); }));
  EXPECT_EQ(receiver.join(), 6);
}

TEST(Select, WhatAFunctionThrowsComesOutAndNothingStaysWatched) {
  auto [tx, rx] = norace::channel<int>();
  tx.send(1);
  EXPECT_THROW(
      norace::select(norace::on(rx, [](std::optional<int>) { throw std::logic_error("f"); })),
      std::logic_error);
  tx.send(2);
  EXPECT_EQ(rx.recv(), 2);
}

// Many senders on both sides, and select() among them until all have hung up: nothing is lost.
TEST(Select, LosesNothingUnderLoad) {
  auto [tx, numbers] = norace::channel<int>();
  auto [bounded, letters] = norace::sync_channel<int>(2);
  auto [results, sums] = norace::sync_channel<int>(1);
  std::array<norace::JoinHandle<void>, 4> senders;
  for (std::size_t i = 0; i < 4; ++i)
    senders.at(i) = i % 2 == 0 ? norace::spawn(
                                     [](IntSender out) {
                                       for (int n = 0; n < 500; ++n) out.send(1);
                                     },
                                     tx.clone())
                               : norace::spawn(
                                     [](norace::SyncSender<int> out) {
                                       for (int n = 0; n < 500; ++n) out.send(1);
                                     },
                                     bounded.clone());
  tx.drop();
  bounded.drop();
  auto reader = norace::spawn(
      [](norace::Receiver<int> in) {
        int sum = 0;
        for (int n : in) sum += n;
        return sum;
      },
      std::move(sums));
  int pending = 0;
  bool open1 = true;
  bool open2 = true;
  while (open1 || open2 || pending > 0) {
    int value = pending;
    const auto add = [&](bool& open) {
      return [&](std::optional<int> n) {
        n ? static_cast<void>(pending += *n) : static_cast<void>(open = false);
      };
    };
    const auto sent = [&](auto result) {
      if (result.is_ok()) pending = 0;
    };
    if (pending > 0 && open1 && open2)
      norace::select(norace::on(numbers, add(open1)), norace::on(letters, add(open2)),
                     norace::on_send(results, value, sent));
    else if (pending > 0)
      norace::select(norace::on_send(results, value, sent));
    else if (open1 && open2)
      norace::select(norace::on(numbers, add(open1)), norace::on(letters, add(open2)));
    else if (open1)
      norace::select(norace::on(numbers, add(open1)));
    else
      norace::select(norace::on(letters, add(open2)));
  }
  results.drop();
  EXPECT_EQ(reader.join(), 2000);
  for (auto& sender : senders) sender.join();
}

static_assert(norace::Send<norace::Timer> && !norace::Sync<norace::Timer>);

}  // namespace
