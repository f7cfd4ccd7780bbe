// A POSIX thread with a stack size: what std::thread is, plus what it cannot set.
//
// Promise: runs run(state) once on a new thread. An exception must not leave run. join() or
// detach() before the destructor, as with std::thread; JoinHandle and scope() see to that.
#pragma once

#include <pthread.h>

#include <cerrno>
#include <cstddef>
#include <exception>
#include <stdexcept>
#include <string>
#include <system_error>

#include "norace/take.hpp"

namespace norace {

// An empty name and a size of 0 mean the system's own.
struct ThreadOptions {
  std::string name{};
  std::size_t stack_size = 0;
};

namespace detail {

// Called by the thread itself, before anything of the user's, so that nobody reads another name.
// At most 15 bytes, else the system refuses; a thread without a name is no failure.
inline void name_this_thread(const std::string& name) {
  if (!name.empty()) pthread_setname_np(pthread_self(), name.substr(0, 15).c_str());
}
inline const std::string& without_nul(const std::string& name) {
  if (name.find('\0') != std::string::npos)
    throw std::invalid_argument("norace: a thread's name must not contain a NUL");
  return name;
}

class OsThread {
 public:
  OsThread() noexcept = default;
  // run(state), where state is somebody else's.
  OsThread(void* (*run)(void*), void* state, const ThreadOptions& options) {
    begin(run, state, options);
  }
  OsThread(OsThread&& other) noexcept : handle_(other.handle_), joinable_(take(other.joinable_)) {}
  OsThread& operator=(OsThread&& other) noexcept {
    if (joinable_) std::terminate();
    handle_ = other.handle_;
    joinable_ = take(other.joinable_);
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
  }
  void begin_with_stack(void* (*run)(void*), void* state, std::size_t bytes) {
    pthread_attr_t attributes;
    check(pthread_attr_init(&attributes));
    int failed = pthread_attr_setstacksize(&attributes, bytes);
    if (failed == 0) failed = pthread_create(&handle_, &attributes, run, state);
    pthread_attr_destroy(&attributes);
    check(failed);
  }
  static void check(int error) {
    if (error != 0) throw std::system_error(error, std::generic_category(), "norace: thread");
  }
  pthread_t handle_{};
  bool joinable_ = false;
};

}  // namespace detail
}  // namespace norace
