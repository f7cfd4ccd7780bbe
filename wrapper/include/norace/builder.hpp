// Builder: spawn with a name and a stack size (Rust's thread::Builder).
//
// Promise: what spawn() promises, by the same rules. The name shows in debuggers and in `top -H`
// (15 bytes of it), and the thread has it before its function runs; one with a NUL in it throws
// std::invalid_argument, a stack size that the system refuses std::system_error.
//
// Example:
//
// ```cpp run
// auto h = norace::Builder().name("parser").stack_size(1 << 20).spawn(
//     [](int n) { return n; }, 1);
// ```
#pragma once

#include <concepts>
#include <cstddef>
#include <string>
#include <type_traits>
#include <utility>

#include "norace/os_thread.hpp"
#include "norace/rule.hpp"
#include "norace/scope.hpp"
#include "norace/spawn_rule.hpp"
#include "norace/thread.hpp"

namespace norace {

namespace detail {

// Found through a using, as in ScopeThreads: one diagnostic instead of two.
class BuilderSpawn {
 public:
  template <class F, class... Args>
  requires(spawn_breaks<F, Args...> == Rule::None &&
           std::invocable<std::decay_t<F>, std::decay_t<Args>...>)
      NORACE_IF_N0001 JoinHandle<SpawnResult<F, Args...>> spawn(F&& f, Args&&... args)
  const {
    return StartThread::with<SpawnResult<F, Args...>>(options_, std::forward<F>(f),
                                                      std::forward<Args>(args)...);
  }
  template <class F, class... Args>
  requires(spawn_breaks<F, Args...> == Rule::E0373) NORACE_REJECT(E0373)
  auto spawn(F&&, Args&&...) const { return never<JoinHandle<ResultIfAny<F, Args...>>>(); }
  template <class F, class... Args>
  requires(spawn_breaks<F, Args...> == Rule::E0373_OPAQUE) NORACE_REJECT(E0373_OPAQUE)
  auto spawn(F&&, Args&&...) const { return never<JoinHandle<ResultIfAny<F, Args...>>>(); }
  template <class F, class... Args>
  requires(spawn_breaks<F, Args...> == Rule::E0515) NORACE_REJECT(E0515)
  auto spawn(F&&, Args&&...) const { return never<JoinHandle<ResultIfAny<F, Args...>>>(); }
  template <class F, class... Args>
  requires(spawn_breaks<F, Args...> == Rule::E0521) NORACE_REJECT(E0521)
  auto spawn(F&&, Args&&...) const { return never<JoinHandle<ResultIfAny<F, Args...>>>(); }
  template <class F, class... Args>
  requires(spawn_breaks<F, Args...> == Rule::E0277_SEND) NORACE_REJECT(E0277_SEND)
  auto spawn(F&&, Args&&...) const { return never<JoinHandle<ResultIfAny<F, Args...>>>(); }
  template <class F, class... Args>
  requires(spawn_breaks<F, Args...> == Rule::E0277_SYNC) NORACE_REJECT(E0277_SYNC)
  auto spawn(F&&, Args&&...) const { return never<JoinHandle<ResultIfAny<F, Args...>>>(); }
  template <class F, class... Args>
  requires(spawn_breaks<F, Args...> == Rule::E0277_UNKNOWN) NORACE_REJECT(E0277_UNKNOWN)
  auto spawn(F&&, Args&&...) const { return never<JoinHandle<ResultIfAny<F, Args...>>>(); }
  template <class F, class... Args>
  requires(spawn_breaks<F, Args...> == Rule::N0006) NORACE_REJECT(N0006)
  auto spawn(F&&, Args&&...) const { return never<JoinHandle<ResultIfAny<F, Args...>>>(); }
  template <class F, class... Args>
  requires(spawn_breaks<F, Args...> == Rule::N0006_OWNED) NORACE_REJECT(N0006_OWNED)
  auto spawn(F&&, Args&&...) const { return never<JoinHandle<ResultIfAny<F, Args...>>>(); }

 protected:
  ThreadOptions options_;
};

}  // namespace detail

class Builder : detail::BuilderSpawn {
 public:
  using detail::BuilderSpawn::spawn;

  Builder& name(std::string name) {
    options_.name = std::move(name);
    return *this;
  }
  // Scope::spawn() with the name and the size, by the same rules.
  template <class F, class... Args>
  requires(detail::scoped_breaks<F, Args...> == Rule::None) auto spawn_scoped(Scope& scope, F&& f,
                                                                              Args... args) const {
    return detail::ScopedBuilder::start(scope, options_, std::forward<F>(f), args...);
  }
  // In bytes.
  Builder& stack_size(std::size_t bytes) {
    options_.stack_size = bytes;
    return *this;
  }
};

}  // namespace norace
