// A POSIX thread with a name and a stack size: what std::thread is, plus the two things it cannot
// set.
//
// Promise: runs f() once on a new thread. An exception must not leave f. join() or detach() before
// the destructor, as with std::thread; JoinHandle and scope() see to that.
//
// Example:
//
//   norace::detail::OsThread t([] { work(); }, {.name = "worker", .stack_size = 1 << 20});
//   t.join();
#pragma once

#include <pthread.h>

#include <cerrno>
#include <cstddef>
#include <exception>
#include <memory>
#include <string>
#include <system_error>
#include <utility>

namespace norace {

// An empty name and a size of 0 mean the system's own.
struct ThreadOptions {
  std::string name{};
  std::size_t stack_size = 0;
};

namespace detail {

class OsThread {
 public:
  OsThread() noexcept = default;
  template <class F>
  OsThread(F f, const ThreadOptions& options) {
    auto start = std::make_unique<F>(std::move(f));
    begin(&call<F>, start.get(), options);
    static_cast<void>(start.release());
  }
  // run(state), where state is somebody else's.
  OsThread(void* (*run)(void*), void* state, const ThreadOptions& options) {
    begin(run, state, options);
  }
  OsThread(OsThread&& other) noexcept
      : handle_(other.handle_), joinable_(std::exchange(other.joinable_, false)) {}
  OsThread& operator=(OsThread&& other) noexcept {
    if (joinable_) std::terminate();
    handle_ = other.handle_;
    joinable_ = std::exchange(other.joinable_, false);
    return *this;
  }
  ~OsThread() {
    if (joinable_) std::terminate();
  }

  bool joinable() const noexcept { return joinable_; }
  bool is_current() const noexcept { return pthread_equal(handle_, pthread_self()) != 0; }
  void join() {
    check(joinable_ ? pthread_join(handle_, nullptr) : EINVAL);
    joinable_ = false;
  }
  void detach() {
    check(joinable_ ? pthread_detach(handle_) : EINVAL);
    joinable_ = false;
  }

 private:
  void begin(void* (*run)(void*), void* state, const ThreadOptions& options) {
    if (options.stack_size == 0)
      check(pthread_create(&handle_, nullptr, run, state));
    else
      begin_with_stack(run, state, options.stack_size);
    joinable_ = true;
    // At most 15 bytes, else the system refuses; a thread without a name is no failure.
    if (!options.name.empty()) pthread_setname_np(handle_, options.name.substr(0, 15).c_str());
  }
  void begin_with_stack(void* (*run)(void*), void* state, std::size_t bytes) {
    pthread_attr_t attributes;
    check(pthread_attr_init(&attributes));
    int failed = pthread_attr_setstacksize(&attributes, bytes);
    if (failed == 0) failed = pthread_create(&handle_, &attributes, run, state);
    pthread_attr_destroy(&attributes);
    check(failed);
  }
  template <class F>
  static void* call(void* start) {
    const std::unique_ptr<F> f(static_cast<F*>(start));
    (*f)();
    return nullptr;
  }
  static void check(int error) {
    if (error != 0) throw std::system_error(error, std::generic_category(), "norace: thread");
  }
  pthread_t handle_{};
  bool joinable_ = false;
};

}  // namespace detail
}  // namespace norace
