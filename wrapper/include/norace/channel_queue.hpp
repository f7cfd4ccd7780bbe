// The queue between a channel's ends.
//
// Promise: what is put in comes out once, in order; nothing of the user's runs under its lock. An
// item is the value where that is plain data, else a box with it: the lock is held while a pointer
// moves, never while the value does.
//
// Threads: any of the functions may be called by several at once, but those that say "under the
// lock". Memory order: what was before a push happens before the pop of that item.
//
// Example: `queue.push(item)`, `queue.pop()`.
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <type_traits>
#include <utility>

#include "norace/condition.hpp"
#include "norace/deadline.hpp"
#include "norace/watch.hpp"

namespace norace::detail {

enum class Sent : unsigned char { Yes, Full, Disconnected };
enum class Got : unsigned char { Value, Nothing, Disconnected };
// The receiver: gone, there, or there and waiting in a select() besides.
enum class Receiving : unsigned char { Gone, Here, Selecting };

template <class T>
struct Queue {
  static constexpr bool is_plain = std::is_trivially_copyable_v<T>;
  using Item = std::conditional_t<is_plain, T, std::unique_ptr<T>>;
  using Size = std::size_t;
  static constexpr Size unlimited = static_cast<Size>(-1);

  static Item pack(T&& value) {
    if constexpr (is_plain)
      return value;
    else
      return std::make_unique<T>(std::move(value));
  }
  static T unpack(Item&& item) {
    if constexpr (is_plain)
      return item;
    else
      return std::move(*item);
  }

  std::mutex mutex;
  Condition not_empty;
  Condition not_full;
  std::deque<Item> items;
  Size capacity = unlimited;
  std::size_t senders = 1;
  Receiving receiver = Receiving::Here;
  WatchList watched_for_items;
  WatchList watched_for_room;
  // Of a rendezvous: how often something was put and taken, and whether the receiver waits.
  std::size_t put = 0;
  std::size_t taken = 0;
  bool receiver_waits = false;

  bool is_rendezvous() const { return capacity == 0; }
  // A rendezvous shows one value at a time.
  bool full() const { return is_rendezvous() ? !items.empty() : items.size() >= capacity; }

  // `item` is left alone where it is not sent. To a receiver that selects, push_selecting() sends
  // it: apart, so that this is as quick as if there were no select(). Watchers are told of an item
  // that is there: one that awaits it takes it.
  bool push(Item& item) {
    {
      const std::lock_guard<std::mutex> lock(mutex);
      if (receiver != Receiving::Here) return false;
      items.push_back(std::move(item));
    }
    not_empty.notify_one();
    return true;
  }
  [[gnu::cold, gnu::noinline]] bool push_selecting(Item& item) {
    const std::lock_guard<std::mutex> lock(mutex);
    if (!has_receiver()) return false;
    items.push_back(std::move(item));
    watched_for_items.wake_all();
    not_empty.notify_one();
    return true;
  }
  bool has_receiver() const { return receiver != Receiving::Gone; }
  Sent push_until(Item& item, WaitClock::time_point deadline) {
    const std::lock_guard<std::mutex> lock(mutex);
    while (full() && has_receiver())
      if (!not_full.wait_until(mutex, deadline) && full() && has_receiver()) return Sent::Full;
    if (!has_receiver()) return Sent::Disconnected;
    items.push_back(std::move(item));
    watched_for_items.wake_all();
    not_empty.notify_one();
    return is_rendezvous() ? meet(item, deadline) : Sent::Yes;
  }
  // Under the lock: the item at the end is ours. Waits until it is taken, else takes it back.
  Sent meet(Item& item, WaitClock::time_point deadline) {
    const std::size_t mine = ++put;
    bool in_time = true;
    while (taken < mine && has_receiver() && in_time)
      in_time = not_full.wait_until(mutex, deadline);
    if (taken >= mine) return Sent::Yes;
    item = std::move(items.back());
    items.pop_back();
    --put;
    not_full.notify_all();
    watched_for_room.wake_all();
    return has_receiver() ? Sent::Full : Sent::Disconnected;
  }
  // A rendezvous takes it where the receiver waits already: it cannot but receive it.
  Sent try_push(Item& item) {
    const std::lock_guard<std::mutex> lock(mutex);
    if (!has_receiver()) return Sent::Disconnected;
    if (full() || (is_rendezvous() && !receiver_waits)) return Sent::Full;
    items.push_back(std::move(item));
    ++put;
    watched_for_items.wake_all();
    not_empty.notify_one();
    return Sent::Yes;
  }
  // Under the lock, when there is an item. Whoever waits for room is told under it too: one branch
  // where there is no limit.
  Item take() {
    Item item(std::move(items.front()));
    items.pop_front();
    if (capacity != unlimited) tell_senders();
    return item;
  }
  [[gnu::noinline]] void tell_senders() {
    ++taken;
    if (is_rendezvous())
      not_full.notify_all();
    else
      not_full.notify_one();
    watched_for_room.wake_all();
  }
  // Under the lock: from now on it cannot but receive.
  void begin_waiting() {
    receiver_waits = true;
    if (is_rendezvous()) watched_for_room.wake_all();
  }
  // Under the lock: waits until there is an item (true), or nobody who could send one, or no time.
  [[gnu::noinline]] bool wait_for_item(WaitClock::time_point deadline) {
    begin_waiting();
    while (items.empty() && senders != 0)
      if (!not_empty.wait_until(mutex, deadline)) break;
    receiver_waits = false;
    return !items.empty();
  }
  std::optional<T> pop() {
    std::optional<Item> item;
    {
      const std::lock_guard<std::mutex> lock(mutex);
      if (items.empty() && !wait_for_item(no_deadline)) return std::nullopt;
      if constexpr (is_plain)
        return take();
      else
        item.emplace(take());
    }
    if constexpr (!is_plain) return std::optional<T>(unpack(*std::move(item)));
  }
  Got pop_until(std::optional<Item>& item, WaitClock::time_point deadline) {
    const std::lock_guard<std::mutex> lock(mutex);
    if (items.empty() && !wait_for_item(deadline)) return nothing();
    item.emplace(take());
    return Got::Value;
  }
  Got try_pop(std::optional<Item>& item) {
    const std::lock_guard<std::mutex> lock(mutex);
    if (items.empty()) return nothing();
    item.emplace(take());
    return Got::Value;
  }
  Got nothing() const { return senders == 0 ? Got::Disconnected : Got::Nothing; }

  std::size_t size() {
    const std::lock_guard<std::mutex> lock(mutex);
    return is_rendezvous() ? 0 : items.size();
  }
  // Under the lock, both.
  void watch_items(Watch& watch) noexcept {
    watched_for_items.add(watch);
    if (receiver == Receiving::Here) receiver = Receiving::Selecting;
  }
  void unwatch_items(const Watch& watch) noexcept {
    watched_for_items.remove(watch);
    if (watched_for_items.is_empty() && receiver == Receiving::Selecting)
      receiver = Receiving::Here;
  }
  void add_sender() {
    const std::lock_guard<std::mutex> lock(mutex);
    ++senders;
  }
  void drop_sender() {
    {
      const std::lock_guard<std::mutex> lock(mutex);
      if (--senders != 0) return;
      watched_for_items.wake_all();
    }
    not_empty.notify_all();
  }
  void drop_receiver() {
    std::deque<Item> unread;
    {
      const std::lock_guard<std::mutex> lock(mutex);
      receiver = Receiving::Gone;
      watched_for_room.wake_all();
      if (!is_rendezvous()) unread.swap(items);  // else its sender takes it back
    }
    not_full.notify_all();
  }
  bool disconnected() {
    const std::lock_guard<std::mutex> lock(mutex);
    return items.empty() && senders == 0;
  }
};

}  // namespace norace::detail
