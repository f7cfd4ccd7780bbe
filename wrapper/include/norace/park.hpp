// park() and unpark(): a thread sleeps until another one wakes it (Rust's thread::park). Thread: a
// thread's name and number.
//
// Promise: unpark() leaves one token; park() takes it or waits for it, so a wake-up that comes
// first is not lost. park() may also return early: ask for your condition in a loop. It waits for
// ever where nobody unparks.
//
// Threads: a Thread is Send and Sync, and may outlive the thread it names. All of this may be
// called in the destructors of thread-locals too. A ThreadId is never used again.
// Memory order: what was before unpark() happens before the park() that took the token.
//
// Example:
//
// ```cpp run
// auto [tx, rx] = norace::channel<norace::Thread>();
// auto h = norace::spawn([](norace::Sender<norace::Thread> out) {
//   out.send(norace::current_thread()); norace::park(); }, std::move(tx));
// rx.recv()->unpark();
// ```
#pragma once

#include <chrono>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "norace/deadline.hpp"
#include "norace/take.hpp"
#include "norace/thread_record.hpp"
#include "norace/traits.hpp"

namespace norace {

namespace detail {
struct ThreadHandle;
}

// A number, by which threads are told apart; never the same for two threads of one process.
class ThreadId {
 public:
  friend auto operator<=>(const ThreadId&, const ThreadId&) = default;
  std::uint64_t as_u64() const noexcept { return number_; }
  template <class Stream>
  requires requires(Stream& out, std::uint64_t n) { out << n; }
  friend Stream& operator<<(Stream& out, ThreadId id) {
    out << id.number_;
    return out;
  }

 private:
  friend class Thread;
  explicit ThreadId(std::uint64_t number) noexcept : number_(number) {}
  std::uint64_t number_;
};

// Names a thread, to wake it.
class Thread {
 public:
  void unpark() const {
    {
      const std::lock_guard<std::mutex> lock(record_->mutex);
      record_->token = true;
    }
    record_->woken.notify_one();
  }
  ThreadId id() const noexcept { return ThreadId(record_->number); }
  // What Builder::name() said; "main" for the first thread; else empty.
  // (A template, so that only who asks has std::optional<std::string> made by the compiler.)
  template <class Text = std::string>
  std::optional<Text> name() const {
    if (record_->name.empty()) return std::nullopt;
    return record_->name;
  }

 private:
  friend struct detail::ThreadHandle;
  explicit Thread(detail::IntrusivePtr<detail::ThreadRecord> record) noexcept
      : record_(std::move(record)) {}
  detail::IntrusivePtr<detail::ThreadRecord> record_;
};

namespace detail {
struct ThreadHandle {
  static Thread of(IntrusivePtr<ThreadRecord> record) noexcept { return Thread(std::move(record)); }
};
// False if the deadline passed first.
inline bool park_until(WaitClock::time_point deadline) {
  const auto record = ThreadRecord::here();
  const std::lock_guard<std::mutex> lock(record->mutex);
  while (!record->token)
    if (!record->woken.wait_until(record->mutex, deadline)) break;
  return take(record->token);
}
}  // namespace detail

inline Thread current_thread() { return detail::ThreadHandle::of(detail::ThreadRecord::here()); }

inline void park() { detail::park_until(detail::no_deadline); }

// False if the time was over first.
template <class Rep, class Period>
bool park_timeout(std::chrono::duration<Rep, Period> patience) {
  return detail::park_until(detail::deadline_after(patience));
}

namespace detail {
template <>
struct Known<Thread> {
  template <class... Seen>
  static constexpr Answer answer() {
    return yes;
  }
};
template <>
struct Known<ThreadId> : Known<Thread> {};
}  // namespace detail
}  // namespace norace

template <>
struct std::hash<norace::ThreadId> {
  std::size_t operator()(norace::ThreadId id) const noexcept {
    return std::hash<std::uint64_t>()(id.as_u64());
  }
};
