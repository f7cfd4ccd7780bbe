// scope(f): threads that may borrow, because all of them are joined at its end (Rust's
// thread::scope).
//
// Promise: s.spawn(f, borrow(x), borrow_mut(y), owned...) hands f `const X&`, `Y&` and owned
// values; what is lent lives until every thread is joined. borrow(x) wants a Sync x; borrow_mut(y)
// a Send y that no other thread of the scope has: a second borrow of the same object throws
// BorrowError before the thread starts (E0499). Closures are as strict as spawn()'s: locals come in
// through borrow, never through [&] (E0373).
//
// A thread may start further ones: a function whose first parameter is `Scope&` gets the scope.
//
// What it cannot see: what the thread that runs scope() does itself with an object that it lent.
// See docs/rules/E0499.md and borrow.hpp.
//
// Exceptions: scope() joins everything, then rethrows the exception of f, else the first one of a
// thread that nobody joined. Memory order: all that the threads did happens before scope() returns.
//
// Example:
//
//   std::vector<int> v{1, 2}; norace::Atomic<int> sum(0);
//   norace::scope([&](norace::Scope& s) {
//     s.spawn([](const std::vector<int>& in, const norace::Atomic<int>& out) {
//       out.fetch_add(in[0], norace::Ordering::Relaxed); },
//       norace::borrow(v), norace::borrow(sum));
//   });
#pragma once

#include <concepts>
#include <exception>
#include <functional>
#include <initializer_list>
#include <memory>
#include <mutex>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "norace/analysis.hpp"
#include "norace/borrow.hpp"
#include "norace/rule.hpp"
#include "norace/spawn_rule.hpp"
#include "norace/thread.hpp"

namespace norace {

class Scope;
namespace detail {
class ScopeThreads;

// f asks for the scope first, to start threads of its own in it.
template <class F, class... Args>
inline constexpr bool takes_scope = !std::is_invocable_v<std::decay_t<F>, Lent<Args>...> &&
                                    std::is_invocable_v<std::decay_t<F>, Scope&, Lent<Args>...>;

template <class F, class... Args>
constexpr Rule find_scoped_rule() {
  if constexpr (closure_breaks<std::decay_t<F>> != Rule::None) {
    return closure_breaks<std::decay_t<F>>;
  } else {
    constexpr Rule arguments = [] {
      Rule rule = Rule::None;
      ((rule = first_of(rule, LentTo<std::decay_t<Args>>::breaks)), ...);
      return rule;
    }();
    if constexpr (arguments != Rule::None)
      return arguments;
    else if constexpr (std::is_invocable_v<std::decay_t<F>, Lent<Args>...>)
      return thread_result_breaks<std::invoke_result_t<std::decay_t<F>, Lent<Args>...>>;
    else if constexpr (takes_scope<F, Args...>)
      return thread_result_breaks<std::invoke_result_t<std::decay_t<F>, Scope&, Lent<Args>...>>;
    else if constexpr (std::is_invocable_v<std::decay_t<F>,
                                           typename LentMut<std::decay_t<Args>>::type...>)
      return if_on(Rule::E0594);  // f wants T&, but borrow() lends const T&
    else
      return Rule::None;
  }
}
template <class F, class... Args>
inline constexpr Rule scoped_breaks = find_scoped_rule<F, Args...>();

template <class F, class... Args>
constexpr auto find_scoped_result() {
  if constexpr (std::is_invocable_v<std::decay_t<F>, Lent<Args>...>)
    return std::type_identity<std::invoke_result_t<std::decay_t<F>, Lent<Args>...>>();
  else if constexpr (takes_scope<F, Args...>)
    return std::type_identity<std::invoke_result_t<std::decay_t<F>, Scope&, Lent<Args>...>>();
  else
    return std::type_identity<void>();
}
template <class F, class... Args>
using ScopedResult = typename decltype(find_scoped_result<F, Args...>())::type;

}  // namespace detail

// A thread of a scope. join() as JoinHandle's; the scope joins the others.
template <class R>
class NORACE_MOVES_OUT ScopedJoinHandle {
 public:
  NORACE_USES NORACE_ENDS R join() {
    handle_->join_thread();
    return handle_->result.take();
  }

 private:
  friend class detail::ScopeThreads;
  struct State;
  explicit ScopedJoinHandle(std::shared_ptr<State> state) noexcept : handle_(std::move(state)) {}
  std::shared_ptr<State> handle_;
};

namespace detail {

struct ScopedThread {
  ScopedThread() = default;
  ScopedThread(const ScopedThread&) = delete;
  ScopedThread& operator=(const ScopedThread&) = delete;
  virtual ~ScopedThread() = default;
  virtual std::exception_ptr thrown() noexcept = 0;
  void join_thread() {
    if (thread.joinable()) thread.join();
  }
  OsThread thread;
};

}  // namespace detail

template <class R>
struct ScopedJoinHandle<R>::State : detail::ScopedThread {
  std::exception_ptr thrown() noexcept override { return std::move(result.thrown); }
  detail::Result<R> result;
};

namespace detail {

// The threads of a scope and what they were lent. Scope finds spawn() through a using: Clang
// complains twice about a rejected member template that is called directly, but once through a
// using.
class ScopeThreads {
 public:
  ScopeThreads(const ScopeThreads&) = delete;
  ScopeThreads& operator=(const ScopeThreads&) = delete;

  template <class F, class... Args>
  requires(detail::scoped_breaks<F, Args...> == Rule::None &&
           (std::invocable<std::decay_t<F>, detail::Lent<Args>...> ||
            detail::takes_scope<F, Args...>))
      ScopedJoinHandle<detail::ScopedResult<F, Args...>> spawn(F&& f, Args&&... args) {
    using R = detail::ScopedResult<F, Args...>;
    using State = typename ScopedJoinHandle<R>::State;
    const std::lock_guard lock(mutex_);
    lend({detail::Lending::range(args)...});
    auto state = std::make_shared<State>();
    threads_.push_back(state);
    state->thread = OsThread(
        [this, state = state.get(), f = std::decay_t<F>(std::forward<F>(f)),
         args = std::tuple<std::decay_t<Args>...>(std::forward<Args>(args)...)]() mutable {
          auto call = [&]<std::size_t... I>(std::index_sequence<I...>)->R {
            static_cast<void>(this);  // only captured for those who ask for the scope
            if constexpr (detail::takes_scope<F, Args...>)
              return std::invoke(std::move(f), own_scope<R>(),
                                 detail::Lending::open(std::get<I>(args))...);
            else
              return std::invoke(std::move(f), detail::Lending::open(std::get<I>(args))...);
          };
          auto indices = std::tuple(std::make_index_sequence<sizeof...(Args)>());
          state->result.run(call, indices);
        },
        {});
    return ScopedJoinHandle<R>(std::move(state));
  }

  // The rejected calls, one overload a rule.
  template <class F, class... Args>
  requires(detail::scoped_breaks<F, Args...> == Rule::E0373) NORACE_REJECT(E0373)
  auto spawn(F&&, Args&&...) {
    return detail::never<ScopedJoinHandle<detail::ScopedResult<F, Args...>>>();
  }
  template <class F, class... Args>
  requires(detail::scoped_breaks<F, Args...> == Rule::E0373_OPAQUE) NORACE_REJECT(E0373_OPAQUE)
  auto spawn(F&&, Args&&...) {
    return detail::never<ScopedJoinHandle<detail::ScopedResult<F, Args...>>>();
  }
  template <class F, class... Args>
  requires(detail::scoped_breaks<F, Args...> == Rule::E0515) NORACE_REJECT(E0515)
  auto spawn(F&&, Args&&...) {
    return detail::never<ScopedJoinHandle<detail::ScopedResult<F, Args...>>>();
  }
  template <class F, class... Args>
  requires(detail::scoped_breaks<F, Args...> == Rule::E0521) NORACE_REJECT(E0521)
  auto spawn(F&&, Args&&...) {
    return detail::never<ScopedJoinHandle<detail::ScopedResult<F, Args...>>>();
  }
  template <class F, class... Args>
  requires(detail::scoped_breaks<F, Args...> == Rule::E0277_SEND) NORACE_REJECT(E0277_SEND)
  auto spawn(F&&, Args&&...) {
    return detail::never<ScopedJoinHandle<detail::ScopedResult<F, Args...>>>();
  }
  template <class F, class... Args>
  requires(detail::scoped_breaks<F, Args...> == Rule::E0277_SYNC) NORACE_REJECT(E0277_SYNC)
  auto spawn(F&&, Args&&...) {
    return detail::never<ScopedJoinHandle<detail::ScopedResult<F, Args...>>>();
  }
  template <class F, class... Args>
  requires(detail::scoped_breaks<F, Args...> == Rule::E0277_UNKNOWN) NORACE_REJECT(E0277_UNKNOWN)
  auto spawn(F&&, Args&&...) {
    return detail::never<ScopedJoinHandle<detail::ScopedResult<F, Args...>>>();
  }
  template <class F, class... Args>
  requires(detail::scoped_breaks<F, Args...> == Rule::E0594) NORACE_REJECT(E0594)
  auto spawn(F&&, Args&&...) {
    return detail::never<ScopedJoinHandle<detail::ScopedResult<F, Args...>>>();
  }

 protected:
  ScopeThreads() = default;
  ~ScopeThreads() { join_all(); }

  // Threads may be started by threads of the scope, so the list may grow while we join.
  std::exception_ptr join_all() noexcept {
    std::exception_ptr first;
    for (std::size_t i = 0;; ++i) {
      std::shared_ptr<detail::ScopedThread> next;
      {
        const std::lock_guard lock(mutex_);
        if (i == threads_.size()) break;
        next = threads_[i];
      }
      next->join_thread();
      if (auto thrown = next->thrown(); thrown && !first) first = thrown;
    }
    return first;
  }

 private:
  template <class>  // dependent: Scope is not complete yet
  Scope& own_scope();
  void lend(std::initializer_list<detail::Lending::Range> wanted) {
#if NORACE_ON_E0499 || NORACE_ON_E0502
    const std::size_t before = lent_.size();
    for (const auto& range : wanted) {
      for (const auto& other : lent_)
        if (const Rule broken = range.alone && other.alone ? Rule::E0499 : Rule::E0502;
            range.conflicts_with(other) && detail::if_on(broken) != Rule::None) {
          lent_.resize(before);
          throw BorrowError(broken);
        }
      if (range.begin != range.end) lent_.push_back(range);
    }
#else
    static_cast<void>(wanted);
#endif
  }

  std::mutex mutex_;
  std::vector<std::shared_ptr<detail::ScopedThread>> threads_;
  std::vector<detail::Lending::Range> lent_;
};

}  // namespace detail

// What scope() gives to f. Only usable while scope() runs.
class Scope : detail::ScopeThreads {
  friend class detail::ScopeThreads;

 public:
  using detail::ScopeThreads::spawn;

 private:
  template <class F>
  friend void scope(F&& f);
  Scope() = default;
};

template <class>
Scope& detail::ScopeThreads::own_scope() {
  return static_cast<Scope&>(*this);
}

// Runs f(scope) here, then joins every thread that was spawned in it.
template <class F>
void scope(F&& f) {
  Scope s;
  std::invoke(std::forward<F>(f), s);
  if (auto thrown = s.join_all()) std::rethrow_exception(thrown);
}

}  // namespace norace
