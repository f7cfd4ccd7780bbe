// Poisoning: a lock remembers that somebody left it while an exception unwound.
//
// Promise: data that a throwing writer may have left half-changed is not handed out silently; the
// next lock() throws PoisonError (Rust's lock().unwrap()). It is advice, not a fence: the flag is
// only read and written under the lock it belongs to, except by is_poisoned().
//
// Example:
//
// ```cpp run
// norace::Mutex<int> m(0);
// try { auto g = m.lock(); throw 1; } catch (int) {}
// bool bad = m.is_poisoned();       // true
// auto g = m.lock_ignoring_poison();
// ```
#pragma once

#include <cxxabi.h>

#include <atomic>
#include <cstdint>
#include <exception>

#include "norace/loan_watch.hpp"

#if !defined(__GLIBCXX__)
// libc++abi has it, but its <cxxabi.h> does not say so.
namespace __cxxabiv1 {
struct __cxa_eh_globals;
extern "C" __cxa_eh_globals* __cxa_get_globals() noexcept;
}  // namespace __cxxabiv1
#endif

namespace norace {

class PoisonError : public std::exception {
 public:
  const char* what() const noexcept override {
    return "norace: a thread threw while it held this lock; its data may be half-changed";
  }
};

namespace detail {

// The Itanium C++ ABI's per-thread record (2.2.2), which std::uncaught_exceptions() reads. Reading
// it through a pointer that is looked up once a thread makes a lock and unlock of Mutex cost 14
// instructions for poisoning instead of 62 (callgrind, GCC 12 -O2; std::mutex alone: 67).
struct ExceptionRecord {
  void* caught;
  unsigned uncaught;
};
inline thread_local constinit const ExceptionRecord* exception_record = nullptr;

// Out of line, as is the throw below: what stays fits into a lock() that compilers inline. While
// this thread has loans out nothing is kept, so that every unlock comes by here (see
// loan_watch.hpp).
[[gnu::cold, gnu::noinline]] inline const ExceptionRecord* find_exception_record() noexcept {
  const auto* record = reinterpret_cast<const ExceptionRecord*>(abi::__cxa_get_globals());
  if (settle_loans == nullptr) exception_record = record;
  return record;
}
inline unsigned exceptions_unwinding() noexcept {
  const ExceptionRecord* record = exception_record;
  return (record != nullptr ? record : find_exception_record())->uncaught;
}

[[noreturn, gnu::cold, gnu::noinline]] inline void throw_poison_error() { throw PoisonError(); }

// Remembers how many exceptions were unwinding when the guard was made.
class Unwinding {
 public:
  Unwinding() noexcept : at_entry_(exceptions_unwinding()) {}
  bool began_since() const noexcept { return exceptions_unwinding() > at_entry_; }
  bool began_since(const ExceptionRecord* record) const noexcept {
    return record->uncaught > at_entry_;
  }

 private:
  unsigned at_entry_;
};

// The flag, and in the same word the number by which a Condvar knows the lock (see condvar.hpp).
class PoisonFlag {
 public:
  constexpr PoisonFlag() noexcept = default;
  PoisonFlag(const PoisonFlag& other) noexcept : word_(other.get() ? poisoned : 0U) {}
  PoisonFlag& operator=(const PoisonFlag&) = delete;
  bool get() const noexcept { return (word_.load(std::memory_order_relaxed) & poisoned) != 0; }
  void set(bool is_poisoned) const noexcept {
    if (is_poisoned)
      word_.fetch_or(poisoned, std::memory_order_relaxed);
    else
      word_.fetch_and(~poisoned, std::memory_order_relaxed);
  }

  // Of this lock alone, from the first call on; never 0.
  std::uint32_t number() const noexcept {
    std::uint32_t now = word_.load(std::memory_order_relaxed);
    if (now < 2) {
      const std::uint32_t mine = next_number.fetch_add(2, std::memory_order_relaxed);
      while (now < 2 && !word_.compare_exchange_weak(now, now | mine, std::memory_order_relaxed)) {
      }
      if (now < 2) now = mine;
    }
    return now & ~poisoned;
  }
  // 0 where nobody asked for it yet.
  std::uint32_t number_if_any() const noexcept {
    return word_.load(std::memory_order_relaxed) & ~poisoned;
  }

 private:
  static constexpr std::uint32_t poisoned = 1;
  static inline constinit std::atomic<std::uint32_t> next_number{2};
  mutable std::atomic<std::uint32_t> word_{0};
};

}  // namespace detail
}  // namespace norace
