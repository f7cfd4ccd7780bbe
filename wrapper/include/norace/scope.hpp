// scope(f): threads that may borrow, because all of them are joined at its end (Rust's
// thread::scope).
//
// Promise: s.spawn(f, borrow(x), borrow_mut(y), owned...) hands f `const X&`, `Y&` and owned
// values; what is lent lives until every thread is joined. borrow(x) wants a Sync x; borrow_mut(y)
// a Send y that no other thread of the scope has: a second borrow of the same object throws
// BorrowError before the thread starts (E0499). Closures are as strict as spawn()'s: locals come in
// through borrow, never through [&] (E0373).
//
// What it cannot see: overlap through the heap (a vector and one of its elements), and what the
// thread that runs scope() does itself with an object that it lent. See docs/rules/E0499.md.
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
#include <memory>
#include <mutex>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "norace/analysis.hpp"
#include "norace/rule.hpp"
#include "norace/spawn_rule.hpp"
#include "norace/thread.hpp"
#include "norace/traits.hpp"

namespace norace {

// Two threads of one scope would have an object that one of them may change.
class BorrowError : public std::exception {
 public:
  const char* what() const noexcept override { return "norace: " NORACE_TEXT(E0499); }
};

template <class T>
class ChunkMut;
namespace detail {
struct Lending;
class ScopeThreads;
}  // namespace detail

// Lent for reading: the thread gets `const T&`.
template <class T>
class Borrow {
 public:
  using Reference = const T&;

 private:
  friend struct detail::Lending;
  explicit Borrow(const T& object) noexcept : object_(std::addressof(object)) {}
  const T* object_;
};
// Lent for changing, to one thread alone: the thread gets `T&`.
template <class T>
class BorrowMut {
 public:
  using Reference = T&;

 private:
  friend struct detail::Lending;
  explicit BorrowMut(T& object) noexcept : object_(std::addressof(object)) {}
  T* object_;
};

namespace detail {

// Send, since what they lend is Sync (Send); never Owned.
template <class T>
struct Known<Borrow<T>> {
  template <class... Seen>
  static constexpr Answer answer() {
    return {false, detail::answer<T, Seen...>().sync, true, Rule::E0521};
  }
};
template <class T>
struct Known<BorrowMut<T>> {
  template <class... Seen>
  static constexpr Answer answer() {
    return {false, detail::answer<T, Seen...>().send, false, Rule::E0521};
  }
};

#if NORACE_ON_E0594
template <class T>
using BorrowedRef = const T&;
#else
template <class T>
using BorrowedRef = T&;
#endif

// What the thread's function is called with, for an argument of type A.
template <class A>
struct LentTo {
  using type = A;
  static constexpr Rule breaks = moving_breaks<A>;
};
template <class T>
struct LentTo<Borrow<T>> {
  using type = BorrowedRef<T>;
  static constexpr Rule breaks = Rule::None;
};
template <class T>
struct LentTo<BorrowMut<T>> {
  using type = T&;
  static constexpr Rule breaks = Rule::None;
};
template <class A>
using Lent = typename LentTo<std::decay_t<A>>::type;
template <class A>
struct LentMut {
  using type = Lent<A>;
};
template <class T>
struct LentMut<Borrow<T>> {
  using type = T&;
};

struct Lending {
  template <class T>
  static Borrow<T> share(const T& object) {
    return Borrow<T>(object);
  }
  template <class T>
  static BorrowMut<T> lend(T& object) {
    return BorrowMut<T>(object);
  }
  // What the thread's function is called with.
  template <class A>
  static A&& open(A& value) {
    return static_cast<A&&>(value);
  }
  template <class T>
  static BorrowedRef<T> open(Borrow<T>& lent) {
    return const_cast<BorrowedRef<T>>(*lent.object_);
  }
  template <class T>
  static T& open(BorrowMut<T>& lent) {
    return *lent.object_;
  }

  template <class T>
  static std::span<T> open(ChunkMut<T>& lent) {
    return {lent.begin_, lent.size_};
  }

  // The bytes lent and whether to one thread alone.
  struct Range {
    std::uintptr_t begin = 0;
    std::uintptr_t end = 0;
    bool alone = false;
    bool conflicts_with(const Range& o) const {
      return (alone || o.alone) && begin < o.end && o.begin < end;
    }
  };
  template <class A>
  static Range range(const A&) {
    return {};
  }
  template <class T>
  static Range range(const Borrow<T>& lent) {
    const auto at = reinterpret_cast<std::uintptr_t>(lent.object_);
    return {at, at + sizeof(T), false};
  }
  template <class T>
  static Range range(const BorrowMut<T>& lent) {
    const auto at = reinterpret_cast<std::uintptr_t>(lent.object_);
    return {at, at + sizeof(T), true};
  }
  template <class T>
  static Range range(const ChunkMut<T>& lent) {
    const auto at = reinterpret_cast<std::uintptr_t>(lent.begin_);
    return {at, at + lent.size_ * sizeof(T), true};
  }
};

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
  else
    return std::type_identity<void>();
}
template <class F, class... Args>
using ScopedResult = typename decltype(find_scoped_result<F, Args...>())::type;

}  // namespace detail

template <class T>
requires(detail::answer_for<T>.sync || !NORACE_ON_E0277_SYNC)
    [[nodiscard]] Borrow<T> borrow(const T& object NORACE_LIFETIMEBOUND) noexcept
    NORACE_LENDS(object) {
  return detail::Lending::share(object);
}
template <class T>
requires(!detail::answer_for<T>.sync && NORACE_ON_E0277_SYNC) NORACE_REJECT(E0277_SYNC)
Borrow<T> borrow(const T& object) noexcept { return detail::Lending::share(object); }
template <class T>
void borrow(const T&&) = delete;  // a temporary dies before the thread starts

template <class T>
requires(detail::answer_for<T>.send || !NORACE_ON_E0277_SEND)
    [[nodiscard]] BorrowMut<T> borrow_mut(T& object NORACE_LIFETIMEBOUND) noexcept
    NORACE_LENDS_MUT(object) {
  return detail::Lending::lend(object);
}
template <class T>
requires(!detail::answer_for<T>.send && NORACE_ON_E0277_SEND) NORACE_REJECT(E0277_SEND)
BorrowMut<T> borrow_mut(T& object) noexcept { return detail::Lending::lend(object); }
template <class T>
void borrow_mut(const T&&) = delete;

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
           std::invocable<std::decay_t<F>, detail::Lent<Args>...>)
      ScopedJoinHandle<detail::ScopedResult<F, Args...>> spawn(F&& f, Args&&... args) {
    using R = detail::ScopedResult<F, Args...>;
    using State = typename ScopedJoinHandle<R>::State;
    const std::lock_guard lock(mutex_);
    lend({detail::Lending::range(args)...});
    auto state = std::make_shared<State>();
    threads_.push_back(state);
    state->thread = OsThread(
        [state = state.get(), f = std::decay_t<F>(std::forward<F>(f)),
         args = std::tuple<std::decay_t<Args>...>(std::forward<Args>(args)...)]() mutable {
          auto call = [&]<std::size_t... I>(std::index_sequence<I...>)->R {
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
  void lend(std::initializer_list<detail::Lending::Range> wanted) {
#if NORACE_ON_E0499
    const std::size_t before = lent_.size();
    for (const auto& range : wanted) {
      for (const auto& other : lent_)
        if (range.conflicts_with(other)) {
          lent_.resize(before);
          throw BorrowError();
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
 public:
  using detail::ScopeThreads::spawn;

 private:
  template <class F>
  friend void scope(F&& f);
  Scope() = default;
};

// Runs f(scope) here, then joins every thread that was spawned in it.
template <class F>
void scope(F&& f) {
  Scope s;
  std::invoke(std::forward<F>(f), s);
  if (auto thrown = s.join_all()) std::rethrow_exception(thrown);
}

}  // namespace norace
