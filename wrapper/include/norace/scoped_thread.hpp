// One call of a scope, on a thread of its own or on a Pool's.
//
// Promise: join_thread() returns when the call has ended, to whoever asks and however often.
//
// Example: `record->join_thread(); if (record->thrown) ...`
#pragma once

#include <atomic>
#include <exception>
#include <mutex>

#include "norace/intrusive_ptr.hpp"
#include "norace/os_thread.hpp"
#include "norace/thread_record.hpp"

namespace norace::detail {

struct ScopedThread;

// Where a scope's calls run, if not on threads of their own: on a Pool's workers.
class ScopeRunner {
 public:
  // run(call), once, and then thread.has_ended.
  virtual void start(ScopedThread& thread, void* (*run)(void*), void* call) = 0;
  virtual void wait(const ScopedThread& thread) noexcept = 0;

 protected:
  ~ScopeRunner() = default;
};

// What the scope knows of one of its threads, when the handle is gone too. The result is not among
// it: that ends with the handle, or with the thread where there is no handle any more.
struct ScopedThread : ThreadRecord {
  // Whoever comes first waits for the thread; the others wait for him.
  void join_thread() {
    if (runner != nullptr) return runner->wait(*this);
    const std::lock_guard<std::mutex> lock(joining);
    if (thread.joinable()) thread.join();
  }
  std::mutex joining;
  OsThread thread;
  ScopeRunner* runner = nullptr;  // in place of the thread
  std::atomic<bool> has_ended{false};
  std::exception_ptr thrown;  // of nobody's join(): the scope's
  bool joined_by_handle = false;
  IntrusivePtr<ScopedThread> next;  // of the scope's threads; under its mutex
};

}  // namespace norace::detail
