// A coroutine that whoever has it may wake, in any thread.
#pragma once

#include <coroutine>
#include <exception>
#include <utility>

class Job {
 public:
  struct promise_type {
    Job get_return_object() {
      return Job(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(int) noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };

  Job(Job&& other) noexcept : handle_(std::exchange(other.handle_, {})) {}
  Job(const Job&) = delete;
  Job& operator=(const Job&) = delete;
  Job& operator=(Job&&) = delete;
  ~Job() {
    if (handle_) handle_.destroy();
  }
  void wake() { handle_.resume(); }

 private:
  explicit Job(std::coroutine_handle<promise_type> handle) : handle_(handle) {}
  std::coroutine_handle<promise_type> handle_;
};
