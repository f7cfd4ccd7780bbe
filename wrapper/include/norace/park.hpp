// park() and unpark(): a thread sleeps until another one wakes it (Rust's thread::park).
//
// Promise: unpark() leaves one token; park() takes it or waits for it, so a wake-up that comes
// first is not lost. park() may also return early: ask for your condition in a loop.
//
// Threads: a Thread is Send and Sync, and may outlive the thread it names.
// Memory order: what was before unpark() happens before the park() that took the token.
//
// Example:
//
//   auto [tx, rx] = norace::channel<norace::Thread>();
//   auto h = norace::spawn([](norace::Sender<norace::Thread> out) {
//     out.send(norace::current_thread()); norace::park(); }, std::move(tx));
//   rx.recv()->unpark();
#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

#include "norace/traits.hpp"

namespace norace {

// Names a thread, to wake it.
class Thread {
 public:
  void unpark() const {
    {
      const std::lock_guard lock(parker_->mutex);
      parker_->token = true;
    }
    parker_->woken.notify_one();
  }
  std::thread::id id() const noexcept { return parker_->id; }

 private:
  friend Thread current_thread();
  friend void park();
  template <class Rep, class Period>
  friend bool park_timeout(std::chrono::duration<Rep, Period>);
  struct Parker {
    std::mutex mutex;
    std::condition_variable woken;
    bool token = false;
    const std::thread::id id = std::this_thread::get_id();
  };
  explicit Thread(std::shared_ptr<Parker> parker) noexcept : parker_(std::move(parker)) {}
  std::shared_ptr<Parker> parker_;
};

inline Thread current_thread() {
  thread_local const std::shared_ptr<Thread::Parker> mine = std::make_shared<Thread::Parker>();
  return Thread(mine);
}

inline void park() {
  const auto parker = current_thread().parker_;
  std::unique_lock lock(parker->mutex);
  parker->woken.wait(lock, [&] { return parker->token; });
  parker->token = false;
}

// False if the time was over first.
template <class Rep, class Period>
bool park_timeout(std::chrono::duration<Rep, Period> patience) {
  const auto parker = current_thread().parker_;
  std::unique_lock lock(parker->mutex);
  return parker->woken.wait_for(lock, patience,
                                [&] { return std::exchange(parker->token, false); });
}

namespace detail {
template <>
struct Known<Thread> {
  template <class... Seen>
  static constexpr Answer answer() {
    return yes;
  }
};
}  // namespace detail
}  // namespace norace
