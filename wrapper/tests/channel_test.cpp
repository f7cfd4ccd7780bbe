// Channels: nothing is lost, and one answer tells full, empty, late and disconnected apart.
#include <gtest/gtest.h>

#include <chrono>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "norace/norace.hpp"

namespace {

using namespace std::chrono_literals;
using norace::channel;
using norace::Receiver;
using norace::RecvTimeoutError;
using norace::Sender;
using norace::sync_channel;
using norace::SyncSender;
using norace::TryRecvError;

TEST(Channel, GivesBackWhatItDoesNotSend) {
  auto [tx, rx] = channel<std::unique_ptr<int>>();
  EXPECT_TRUE(tx.send(std::make_unique<int>(1)));
  { auto gone = std::move(rx); }
  auto sent = tx.send(std::make_unique<int>(2));
  ASSERT_TRUE(sent.is_err());
  EXPECT_EQ(*std::move(sent).error().into_inner(), 2);
}

TEST(SyncChannel, GivesBackWhatItHasNoRoomFor) {
  auto [tx, rx] = sync_channel<std::string>(1);
  EXPECT_TRUE(tx.try_send("one").is_ok());
  auto full = tx.try_send("two");
  ASSERT_FALSE(full);
  EXPECT_TRUE(full.error().is_full());
  EXPECT_EQ(full.error(), "two");
  auto late = tx.send_timeout("three", 1ms);
  ASSERT_FALSE(late);
  EXPECT_TRUE(late.error().is_timeout());
  EXPECT_EQ(late.error().value(), "three");
  { auto gone = std::move(rx); }
  auto alone = tx.try_send("four");
  EXPECT_TRUE(alone.error().is_disconnected());
  EXPECT_EQ(std::move(alone).unwrap_err().into_inner(), "four");
  EXPECT_TRUE(tx.send_timeout("five", 1ms).error().is_disconnected());
  EXPECT_EQ(tx.send("six").error(), "six");
}

TEST(Receiver, TellsEmptyLateAndDisconnectedApart) {
  auto [tx, rx] = channel<int>();
  EXPECT_EQ(rx.try_recv().error(), TryRecvError::Empty);
  EXPECT_EQ(rx.recv_timeout(1ms).error(), RecvTimeoutError::Timeout);
  EXPECT_EQ(rx.recv_deadline(std::chrono::steady_clock::now()).error(), RecvTimeoutError::Timeout);
  tx.send(1);
  tx.send(2);
  tx.drop();
  EXPECT_EQ(rx.try_recv(), 1);
  EXPECT_EQ(rx.recv_timeout(1ms), 2);
  EXPECT_EQ(rx.try_recv().error(), TryRecvError::Disconnected);
  EXPECT_EQ(rx.recv_timeout(1h).error(), RecvTimeoutError::Disconnected);
  EXPECT_EQ(rx.recv(), std::nullopt);
}

TEST(Receiver, HangsUpWhenItIsAssignedTo) {
  auto [tx1, rx1] = channel<int>();
  auto [tx2, rx2] = channel<int>();
  tx2.send(7);
  rx1 = std::move(rx2);
  EXPECT_FALSE(tx1.send(1));
  EXPECT_EQ(rx1.recv(), 7);
  auto& same = rx1;
  rx1 = std::move(same);
  EXPECT_TRUE(tx2.send(8));
  EXPECT_EQ(rx1.recv(), 8);
}

TEST(Receiver, IsARangeThatGivesItsValuesAway) {
  auto [tx, rx] = channel<std::unique_ptr<int>>();
  for (int i = 0; i < 3; ++i) tx.send(std::make_unique<int>(i));
  static_assert(std::input_iterator<decltype(rx.begin())>);
  int sum = 0;
  for (std::unique_ptr<int> p : rx.try_iter()) sum += *p;
  EXPECT_EQ(sum, 3);
  EXPECT_EQ(rx.len(), 0U);
  tx.send(std::make_unique<int>(9));
  EXPECT_EQ(rx.len(), 1U);
  EXPECT_EQ(tx.len(), 1U);
  tx.drop();
  std::vector<std::unique_ptr<int>> all;
  for (auto&& p : rx) all.push_back(std::move(p));
  EXPECT_EQ(*all.at(0), 9);
}

TEST(SyncChannel, KnowsItsRoom) {
  auto [tx, rx] = sync_channel<int>(3);
  EXPECT_EQ(tx.capacity(), 3U);
  EXPECT_EQ(rx.capacity(), 3U);
  EXPECT_TRUE(rx.is_empty());
  auto [tx2, rx2] = channel<int>();
  EXPECT_EQ(rx2.capacity(), std::nullopt);
}

TEST(Rendezvous, SendsOnlyToAReceiverThatIsThere) {
  auto [tx, rx] = sync_channel<std::string>(0);
  EXPECT_TRUE(tx.try_send("nobody").error().is_full());
  EXPECT_EQ(tx.send_timeout("nobody", 1ms).error(), "nobody");
  EXPECT_EQ(rx.try_recv().error(), TryRecvError::Empty);
  // send() returns after its value was received, so `received` is set before `sent` is seen.
  auto received = norace::Arc<norace::Atomic<bool>>::make(false);
  auto sender = norace::spawn(
      [](SyncSender<std::string> out, norace::Arc<norace::Atomic<bool>> flag) {
        return out.send("met").is_ok() && flag->load(norace::Ordering::SeqCst);
      },
      tx.clone(), received);
  norace::sleep(20ms);
  EXPECT_FALSE(sender.is_finished());
  received->store(true, norace::Ordering::SeqCst);
  EXPECT_EQ(rx.recv(), "met");
  EXPECT_TRUE(sender.join());
}

TEST(Rendezvous, GivesBackWhatTheReceiverLeaves) {
  auto ends = sync_channel<std::string>(0);
  auto sender = norace::spawn(
      [](SyncSender<std::string> out) { return std::move(out.send("left").error()).into_inner(); },
      ends.sender.clone());
  norace::sleep(5ms);
  { auto gone = std::move(ends.receiver); }
  EXPECT_EQ(sender.join(), "left");
}

TEST(Rendezvous, PassesValuesFromManySenders) {
  auto [tx, rx] = sync_channel<int>(0);
  std::vector<norace::JoinHandle<void>> senders;
  for (int i = 0; i < 4; ++i)
    senders.push_back(norace::spawn(
        [](SyncSender<int> out) {
          for (int n = 0; n < 50; ++n) out.send(1);
        },
        tx.clone()));
  tx.drop();
  int sum = 0;
  for (int n : rx) sum += n;
  EXPECT_EQ(sum, 200);
}

// Moved, copied or destroyed under the channel's lock, each of these would wait for itself.
struct OwnsItsChannel {
  explicit OwnsItsChannel(Sender<OwnsItsChannel> s) : back(std::move(s)) {}
  OwnsItsChannel(OwnsItsChannel&& o) : back(o.back.clone()) {}
  OwnsItsChannel& operator=(OwnsItsChannel&&) = default;
  Sender<OwnsItsChannel> back;
  NORACE_MEMBERS(back)
};
TEST(Channel, CarriesWhatOwnsASenderOfIt) {
  auto [tx, rx] = channel<OwnsItsChannel>();
  tx.send(OwnsItsChannel(tx.clone()));
  {
    auto got = rx.recv();
    got->back.send(OwnsItsChannel(tx.clone()));
  }
  EXPECT_TRUE(rx.try_recv().has_value());
  tx.send(OwnsItsChannel(tx.clone()));
  { auto gone = std::move(rx); }
  EXPECT_FALSE(tx.send(OwnsItsChannel(tx.clone())));
}

}  // namespace
