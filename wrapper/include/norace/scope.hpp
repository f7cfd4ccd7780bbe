// scope(f): threads that may borrow, because all of them are joined at its end (Rust's
// thread::scope).
//
// Promise: s.spawn(f, borrow(x), borrow_mut(y), owned...) hands f `const X&`, `Y&` and owned
// values; what is lent lives until every thread is joined. borrow(x) wants a Sync x; borrow_mut(y)
// a Send y that no other thread of the scope has: a second borrow of the same object throws
// BorrowError before the thread starts (E0499), also where an inner scope lends it; so does lending
// a variable that ends before the threads are joined (E0597). Closures are as strict as spawn()'s:
// locals come in through borrow, never through [&] (E0373).
//
// A thread may start further ones: a function whose first parameter is `Scope&` gets the scope.
//
// scope() returns what f returns.
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
#include <cstdint>
#include <exception>
#include <functional>
#include <initializer_list>
#include <memory>
#include <mutex>
#include <thread>
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
      return thread_result_breaks<std::invoke_result_t<std::decay_t<F>, Lent<Args>...>,
                                  std::decay_t<F>, Lent<Args>...>;
    else if constexpr (takes_scope<F, Args...>)
      return thread_result_breaks<std::invoke_result_t<std::decay_t<F>, Scope&, Lent<Args>...>,
                                  std::decay_t<F>, Scope&, Lent<Args>...>;
    else if constexpr (std::is_invocable_v<std::decay_t<F>,
                                           typename LentTo<std::decay_t<Args>>::mut...>)
      return if_on(Rule::E0594);  // f wants T&, but borrow() lends const T&
    else if constexpr (std::is_invocable_v<std::decay_t<F>, Lent<Args>&...>)
      return if_on(Rule::N0006_LENT);
    else
      return if_on(Rule::N0006);
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

// Which variables end before the scope's threads are joined: those in the stack frames that
// scope()'s function, or a thread of the scope, has above itself. Stacks grow downwards on all that
// we support.
struct Frames {
  // Where the frames of this thread's function begin; null outside of a scope's threads.
  static inline thread_local const void* of_thread = nullptr;

  // Not inlined: its frame is the boundary.
  template <class F>
  [[gnu::noinline]] static decltype(auto) run_thread(F&& f) {
    of_thread = __builtin_dwarf_cfa();
    return std::forward<F>(f)();
  }
  static bool ends_before(const void* frame, std::uintptr_t object) {
    const char here = 0;
    return frame != nullptr && object > reinterpret_cast<std::uintptr_t>(&here) &&
           object < reinterpret_cast<std::uintptr_t>(frame);
  }
};

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
      ScopedJoinHandle<detail::ScopedResult<F, Args...>> spawn(F&& f, Args... args) {
    using R = detail::ScopedResult<F, Args...>;
    using State = typename ScopedJoinHandle<R>::State;
    const std::lock_guard lock(mutex_);
    lend({detail::LentTo<Args>::range(args)...});
    auto state = std::make_shared<State>();
    threads_.push_back(state);
    state->thread = OsThread(
        [this, state = state.get(), f = std::decay_t<F>(std::forward<F>(f)),
         args = std::tuple<typename detail::LentTo<Args>::kept...>(
             detail::LentTo<Args>::keep(args)...)]() mutable {
          auto call = [&]<std::size_t... I>(std::index_sequence<I...>)->R {
            static_cast<void>(this);  // only captured for those who ask for the scope
            if constexpr (detail::takes_scope<F, Args...>)
              return Frames::run_thread([&]() -> R {
                return std::invoke(std::move(f), own_scope<R>(),
                                   detail::LentTo<Args>::open(std::get<I>(args))...);
              });
            else
              return std::invoke(std::move(f), detail::LentTo<Args>::open(std::get<I>(args))...);
          };
          auto indices = std::tuple(std::make_index_sequence<sizeof...(Args)>());
          state->result.run(call, indices);
        },
        {});
    return ScopedJoinHandle<R>(std::move(state));
  }

  // (The arguments come by value: a loan is made in its place, and cannot come from elsewhere.)

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
  template <class F, class... Args>
  requires(detail::scoped_breaks<F, Args...> == Rule::N0006) NORACE_REJECT(N0006)
  auto spawn(F&&, Args&&...) {
    return detail::never<ScopedJoinHandle<detail::ScopedResult<F, Args...>>>();
  }
  template <class F, class... Args>
  requires(detail::scoped_breaks<F, Args...> == Rule::N0006_LENT) NORACE_REJECT(N0006_LENT)
  auto spawn(F&&, Args&&...) {
    return detail::never<ScopedJoinHandle<detail::ScopedResult<F, Args...>>>();
  }

 protected:
  explicit ScopeThreads(const void* frame) noexcept
      : frame_(frame), outer_(std::exchange(innermost, this)) {}
  ~ScopeThreads() {
    join_all();
    innermost = outer_;
  }

  void rethrow_after_join() {
    if (auto thrown = join_all()) std::rethrow_exception(thrown);
  }

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
  void lend(std::initializer_list<detail::LentRange> wanted) {
#if NORACE_ON_E0597
    const void* const frame = owner_ == std::this_thread::get_id() ? frame_ : Frames::of_thread;
    for (const auto& range : wanted)
      if (range.begin != range.end && Frames::ends_before(frame, range.begin))
        throw BorrowError(Rule::E0597_LENT);
#else
    static_cast<void>(frame_);
#endif
#if NORACE_ON_E0499 || NORACE_ON_E0502
    for (ScopeThreads* scope = outer_; scope != nullptr; scope = scope->outer_) {
      const std::lock_guard lock(scope->mutex_);
      for (const auto& range : wanted) refuse_conflict(range, scope->lent_);
    }
    const std::size_t before = lent_.size();
    try {
      for (const auto& range : wanted) {
        refuse_conflict(range, lent_);
        if (range.begin != range.end) lent_.push_back(range);
      }
    } catch (...) {
      lent_.resize(before);
      throw;
    }
#else
    static_cast<void>(wanted);
#endif
  }

  static void refuse_conflict(const LentRange& range, const std::vector<LentRange>& lent) {
    for (const auto& other : lent)
      if (const Rule broken = range.alone && other.alone ? Rule::E0499 : Rule::E0502;
          range.conflicts_with(other) && if_on(broken) != Rule::None)
        throw BorrowError(broken);
  }

  // The scopes that are open on this thread: what one lends, the ones inside it must not.
  static inline thread_local ScopeThreads* innermost = nullptr;

  const void* frame_;
  const std::thread::id owner_ = std::this_thread::get_id();
  ScopeThreads* outer_;
  std::mutex mutex_;
  std::vector<std::shared_ptr<detail::ScopedThread>> threads_;
  std::vector<detail::LentRange> lent_;
};

}  // namespace detail

// What scope() gives to f. Only usable while scope() runs.
class Scope : detail::ScopeThreads {
  friend class detail::ScopeThreads;

 public:
  using detail::ScopeThreads::spawn;

 private:
  template <class F>
  friend auto scope(F&& f) -> std::invoke_result_t<F, Scope&>;
  using detail::ScopeThreads::ScopeThreads;
};

template <class>
Scope& detail::ScopeThreads::own_scope() {
  return static_cast<Scope&>(*this);
}

// Runs f(scope) here, joins every thread that was spawned in it, then returns what f returned.
template <class F>
[[gnu::noinline]] auto scope(F&& f) -> std::invoke_result_t<F, Scope&> {
  Scope s(__builtin_dwarf_cfa());
  if constexpr (std::is_void_v<std::invoke_result_t<F, Scope&>>) {
    std::invoke(std::forward<F>(f), s);
    s.rethrow_after_join();
  } else {
    decltype(auto) result = std::invoke(std::forward<F>(f), s);
    s.rethrow_after_join();
    return static_cast<decltype(result)&&>(result);
  }
}

}  // namespace norace
