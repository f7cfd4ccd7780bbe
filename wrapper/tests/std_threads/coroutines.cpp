// Coroutines that two threads wake: whoever resumes one has it alone.
#include <coroutine>
#include <cstdio>
#include <exception>
#include <thread>

#include "run.hpp"

struct Job {
  struct promise_type {
    Job get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  std::coroutine_handle<> handle;
};

Job count() {
  int n = 0;
  for (;;) {
    n += 1;
    co_await std::suspend_always();
  }
}

void both_wake(std::coroutine_handle<> handle) {
  std::thread one([handle] { handle.resume(); });    // RACE
  std::thread other([handle] { handle.resume(); });  // RACE
  one.join();
  other.join();
}

void racy_woken_by_two_threads() {
  const Job job = count();
  both_wake(job.handle);  // RACE
  job.handle.destroy();
}

void wake_beside(std::coroutine_handle<> handle) {
  std::thread other([handle] { handle(); });  // RACE
  handle.resume();                            // RACE
  other.join();
}

void racy_woken_here_and_there() {
  const Job job = count();
  wake_beside(job.handle);  // RACE
  job.handle.destroy();
}

void racy_handle_in_a_local() {
  const Job job = count();
  const std::coroutine_handle<> handle = job.handle;
  std::thread other([handle] { handle.resume(); });  // RACE
  handle.resume();                                   // RACE
  other.join();
  handle.destroy();
}

void racy_handle_by_reference() {
  const Job job = count();
  std::coroutine_handle<> handle = job.handle;
  std::thread other([&handle] { handle.resume(); });  // RACE
  handle.resume();                                    // RACE
  other.join();
  handle.destroy();
}

void fine_one_after_the_other() {
  const Job job = count();
  const std::coroutine_handle<> handle = job.handle;
  std::thread one([handle] { handle.resume(); });
  one.join();
  std::thread other([handle] { handle.resume(); });
  other.join();
  handle.destroy();
}

void fine_two_coroutines() {
  const Job job = count();
  const Job second = count();
  const std::coroutine_handle<> handle = job.handle;
  std::thread other([handle] { handle.resume(); });
  second.handle.resume();
  other.join();
  handle.destroy();
  second.handle.destroy();
}

void fine_locals_of_the_coroutine() {
  const Job job = count();
  std::thread other([handle = job.handle] { handle.resume(); });
  other.join();
  job.handle.resume();
  job.handle.destroy();
}

RUN_ONE_OF(racy_woken_by_two_threads, racy_woken_here_and_there, racy_handle_in_a_local,
           racy_handle_by_reference, fine_one_after_the_other, fine_two_coroutines,
           fine_locals_of_the_coroutine)
