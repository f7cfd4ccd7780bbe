// What is known of a thread: its number, its name, its parking token.
//
// Promise: every thread has one ThreadRecord, ours from its start and any other from the first time
// that it asks, until all of its thread-locals are destroyed; a Thread handle may keep it longer.
// Numbers are never used again.
#pragma once

#if defined(__linux__)
#include <unistd.h>
#endif

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <utility>

#include "norace/condition.hpp"
#include "norace/intrusive_ptr.hpp"
#include "norace/take.hpp"

namespace norace::detail {

class ThreadRecord : public RefCounted {
 public:
  ThreadRecord() : number(next_number.fetch_add(1, std::memory_order_relaxed)) {}

  // The calling thread's, which it gets now if it has none.
  static IntrusivePtr<ThreadRecord> here() {
    if (current == nullptr) {
      IntrusivePtr<ThreadRecord> mine(new ThreadRecord);
      if (is_main()) mine->name = "main";
      current = mine.get();
      keep(std::move(mine));
    }
    return IntrusivePtr<ThreadRecord>::of(*current);
  }
  // The calling thread's from now on. Whoever joins the thread keeps it until then, or else keep().
  void adopt() noexcept { current = this; }
  // A task of a Pool is its worker's only thread meanwhile: the worker's own record, for
  // end_task().
  static ThreadRecord* begin_task() noexcept { return take(current); }
  static void end_task(ThreadRecord* before) noexcept {
    ThreadRecord* const task = current;
    current = before;
    if (task == nullptr) return;  // it never asked
    pthread_setspecific(key(), before != nullptr && before->kept_ ? before : nullptr);
    const auto last = std::move(task->kept_);
  }
  // Keeps the calling thread's until its thread-locals are gone: C++ destroys those first. (For the
  // few who are not joined: to look at a thread's keys costs 700 instructions at its end.)
  static void keep(IntrusivePtr<ThreadRecord> mine) {
    ThreadRecord* const record = mine.get();
    record->kept_ = std::move(mine);
    pthread_setspecific(key(), record);
  }

  const std::uint64_t number;
  std::string name{};  // empty: none
  std::mutex mutex{};
  Condition woken{};
  bool token = false;  // under the mutex
  std::atomic<bool> finished{false};

 private:
  static pthread_key_t key() noexcept {
    static const pthread_key_t key = [] {
      pthread_key_t made{};
      pthread_key_create(&made, [](void* record) {
        current = nullptr;
        const auto last = std::move(static_cast<ThreadRecord*>(record)->kept_);
      });
      return made;
    }();
    return key;
  }
  static bool is_main() noexcept {
#if defined(__linux__)
    return ::gettid() == ::getpid();
#else
    return false;
#endif
  }
  static inline constinit std::atomic<std::uint64_t> next_number{1};
  static inline thread_local constinit ThreadRecord* current = nullptr;
  IntrusivePtr<ThreadRecord> kept_{};
};

}  // namespace norace::detail
