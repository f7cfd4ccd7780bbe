// Poisoning: a lock remembers that somebody left it while an exception unwound.
//
// Promise: data that a throwing writer may have left half-changed is not handed out silently; the
// next lock() throws PoisonError (Rust's lock().unwrap()). It is advice, not a fence: the flag is
// only read and written under the lock it belongs to, except by is_poisoned().
//
// Example:
//
//   norace::Mutex<int> m(0);
//   try { auto g = m.lock(); throw 1; } catch (int) {}
//   bool bad = m.is_poisoned();       // true
//   auto g = m.lock_ignoring_poison();
#pragma once

#include <atomic>
#include <exception>

namespace norace {

class PoisonError : public std::exception {
 public:
  const char* what() const noexcept override {
    return "norace: a thread threw while it held this lock; its data may be half-changed";
  }
};

namespace detail {

// Remembers how many exceptions were unwinding when the guard was made.
class Unwinding {
 public:
  Unwinding() noexcept : at_entry_(std::uncaught_exceptions()) {}
  bool began_since() const noexcept { return std::uncaught_exceptions() > at_entry_; }

 private:
  int at_entry_;
};

class PoisonFlag {
 public:
  PoisonFlag() noexcept = default;
  PoisonFlag(const PoisonFlag& other) noexcept : flag_(other.get()) {}
  bool get() const noexcept { return flag_.load(std::memory_order_relaxed); }
  void set(bool poisoned) const noexcept { flag_.store(poisoned, std::memory_order_relaxed); }

 private:
  mutable std::atomic<bool> flag_{false};
};

}  // namespace detail
}  // namespace norace
