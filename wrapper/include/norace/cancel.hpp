// CancelToken: asks those who work to stop, and they look (C#'s CancellationToken, tokio's).
//
// Promise: all clones are one flag, which is raised once and for ever. Nothing is interrupted:
// whoever works asks is_cancelled(), or check(), which throws Cancelled; a Pool's for_each() and
// its like ask between the parts of their work where they are given a token.
//
// Threads: Send and Sync. Memory order: what was before cancel() happens before whatever sees it.
//
// Example:
//
// <!-- cpp
// #include <norace/pool.hpp>
// -->
// ```cpp run
// const norace::Pool pool;
// const norace::CancelToken stop;
// auto h = pool.spawn([](norace::CancelToken mine) {
//   while (!mine.is_cancelled()) norace::yield_now();
// }, stop);
// stop.cancel();
// ```
#pragma once

#include <atomic>
#include <exception>
#include <memory>

#include "norace/traits.hpp"

namespace norace {

class Cancelled : public std::exception {
 public:
  const char* what() const noexcept override { return "norace: cancelled by its token"; }
};

class CancelToken {
 public:
  CancelToken() : is_cancelled_(std::make_shared<std::atomic<bool>>(false)) {}
  [[nodiscard]] CancelToken clone() const { return *this; }

  void cancel() const noexcept { is_cancelled_->store(true, std::memory_order_release); }
  bool is_cancelled() const noexcept { return is_cancelled_->load(std::memory_order_acquire); }
  void check() const {
    if (is_cancelled()) throw Cancelled();
  }

 private:
  std::shared_ptr<std::atomic<bool>> is_cancelled_;
};

namespace detail {
template <>
struct Known<CancelToken> {
  template <class... Seen>
  static constexpr Answer answer() {
    return yes;
  }
};
}  // namespace detail
}  // namespace norace
