// scope(f): threads that may borrow, because all of them are joined at its end (Rust's
// thread::scope).
//
// Promise: s.spawn(f, borrow(x), borrow_mut(y), owned...) hands f `const X&`, `Y&` and owned
// values; what is lent lives until every thread is joined. borrow(x) wants a Sync x; borrow_mut(y)
// a Send y that no other thread of the scope has: a second borrow of the same object throws
// BorrowError before the thread starts (E0499), also where an inner or an outer scope lends it; so
// does lending what ends before the threads are joined (E0597): a variable of scope()'s function,
// or of a thread of the scope, and what that thread was given. What a guard or with() guards may be
// lent as long as the guard lives: one that ends first waits for the threads that have the data,
// and scope() throws BorrowError (E0597) in the end. A spawn() that fails leaves nothing lent.
// Closures are as strict as spawn()'s: locals come in through borrow, never through [&] (E0373).
//
// A thread may start further ones: a function whose first parameter is `Scope&` gets the scope.
//
// scope() returns what f returns.
//
// What it cannot see: what the thread that runs scope() does itself with an object that it lent.
// See docs/rules/E0499.md and borrow.hpp.
//
// Exceptions: scope() joins everything, then rethrows the exception of f, else the first one of a
// thread that nobody joined. It waits for ever where one of its threads never ends. Memory order:
// all that the threads did happens before scope() returns.
//
// Example:
//
// ```cpp run
// std::vector<int> v{1, 2}; norace::Atomic<int> sum(0);
// norace::scope([&](norace::Scope& s) {
//   s.spawn([](const std::vector<int>& in, const norace::Atomic<int>& out) {
//     out.fetch_add(in[0], norace::Ordering::Relaxed); },
//     norace::borrow(v), norace::borrow(sum));
// });
// ```
#pragma once

#include <atomic>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <initializer_list>
#include <memory>
#include <mutex>
#include <optional>
#include <system_error>
#include <tuple>
#include <type_traits>
#include <utility>

#include "norace/analysis.hpp"
#include "norace/borrow.hpp"
#include "norace/frames.hpp"
#include "norace/loan_watch.hpp"
#include "norace/poison.hpp"
#include "norace/rule.hpp"
#include "norace/scoped_thread.hpp"
#include "norace/spawn_rule.hpp"
#include "norace/take.hpp"
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

namespace detail {

// What the threads of a scope write their end into.
template <class R>
struct ScopedJoined {
  Outcome<R> outcome;
};

template <class R>
struct ScopedRecord : ScopedThread {
  std::shared_ptr<ScopedJoined<R>> result;  // where its end is nothing that anybody sees
};

}  // namespace detail

// A thread of a scope. join() as JoinHandle's; the scope joins the others. A result that nobody
// joins ends with its thread, or with this handle if that comes later.
template <class R>
class NORACE_MOVES_OUT ScopedJoinHandle {
 public:
  ScopedJoinHandle(ScopedJoinHandle&&) noexcept = default;
  ScopedJoinHandle& operator=(ScopedJoinHandle&&) noexcept = default;

  // Waits; returns the result or rethrows. At most once: std::system_error the second time.
  NORACE_USES NORACE_ENDS R join() {
    const auto outcome = std::exchange(outcome_, nullptr);
    if (outcome == nullptr)
      throw std::system_error(std::make_error_code(std::errc::invalid_argument),
                              "norace: a scoped thread was joined before");
    record_->join_thread();
    record_->joined_by_handle = true;
    if (record_->thrown) std::rethrow_exception(detail::take(record_->thrown));
    return outcome->outcome.take();
  }
  NORACE_USES bool is_finished() const noexcept {
    return record_->finished.load(std::memory_order_acquire);
  }
  NORACE_USES Thread thread() const noexcept { return detail::ThreadHandle::of(record_); }

 private:
  friend class detail::ScopeThreads;
  ScopedJoinHandle(detail::IntrusivePtr<detail::ScopedThread> record,
                   std::shared_ptr<detail::ScopedJoined<R>> outcome) noexcept
      : record_(std::move(record)), outcome_(std::move(outcome)) {}
  detail::IntrusivePtr<detail::ScopedThread> record_;
  std::shared_ptr<detail::ScopedJoined<R>> outcome_;
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
      ScopedJoinHandle<detail::ScopedResult<F, Args...>> spawn(F&& f, Args... args) {
    return start({}, std::forward<F>(f), args...);
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
  explicit ScopeThreads(const void* frame, ScopeRunner* runner = nullptr) noexcept
      : frame_(frame), runner_(runner), outer_(innermost) {
    innermost = this;
  }
  ~ScopeThreads() {
    join_all();
    innermost = outer_;
    forget_loans(nullptr);
    while (first_) first_ = std::move(first_->next);  // all at once would recurse
  }

  void rethrow_after_join() {
    if (auto thrown = join_all()) std::rethrow_exception(thrown);
    if (lent_too_long_) throw BorrowError(Rule::E0597_LENT);
  }

  // Threads may be started by threads of the scope, so the list may grow while we join.
  std::exception_ptr join_all() noexcept {
    std::exception_ptr first;
    for (auto* thread = next_of(nullptr); thread != nullptr; thread = next_of(thread)) {
      thread->join_thread();
      if (auto thrown = take(thread->thrown); thrown && !first) first = thrown;
    }
    return first;
  }

 private:
  // What the thread runs, and what it ends with.
  template <class R, class F, class... Args>
  struct Call {
    using Kept = std::tuple<typename LentTo<Args>::kept...>;
    template <class G>
    Call(ScopeThreads& s, ScopedThread& r, std::shared_ptr<ScopedJoined<R>> o, G&& g, Args&... as)
        : scope(s),
          record(r),
          joined(std::move(o)),
          given(std::in_place, std::forward<G>(g), Kept(LentTo<Args>::keep(as)...)) {}

    static void* run_here(void* call) {
      const std::unique_ptr<Call> self(static_cast<Call*>(call));
      ScopedThread& record = self->record;
      if (record.runner == nullptr) name_this_thread(record.name);
      Frames::of_thread.given_begin = self.get();
      Frames::of_thread.given_end = self.get() + 1;
      Frames::of_thread.scope = &self->scope;
      record.adopt();  // the scope keeps it until the thread is joined
      struct Ended {
        Call& call;
        ScopedThread& record;
        ~Ended() {
          call.given.reset();
          // The scope's now, where no join() takes it.
          record.thrown = take(call.joined->outcome.thrown);
          call.joined.reset();
          record.finished.store(true, std::memory_order_release);
        }
      } const ended{*self, record};
      auto run = [&]<std::size_t... I>(std::index_sequence<I...>)->R {
        return Frames::run_thread([&]() -> R {
          auto& [f, args] = *self->given;
          if constexpr (takes_scope<F, Args...>)
            return std::invoke(std::move(f), self->scope.template own_scope<R>(),
                               LentTo<Args>::open(std::get<I>(args))...);
          else
            return std::invoke(std::move(f), LentTo<Args>::open(std::get<I>(args))...);
        });
      };
      auto indices = std::tuple(std::make_index_sequence<sizeof...(Args)>());
      self->joined->outcome.run(run, indices);
      return nullptr;
    }

    struct Given {
      template <class G, class T>
      Given(G&& g, T&& t) : f(std::forward<G>(g)), args(std::forward<T>(t)) {}
      F f;
      Kept args;
    };
    ScopeThreads& scope;
    ScopedThread& record;  // kept by the scope
    std::shared_ptr<ScopedJoined<R>> joined;
    std::optional<Given> given;
  };

 protected:
  // For a call that returns when it is done: what it lends must not be lent by a scope that is open
  // here, nor twice. `wanted()` gives the ranges: nobody asks for them where there is nothing that
  // they could be in conflict with.
  template <bool lends_alone, class Wanted>
  static void refuse_lent(const Wanted& wanted) {
#if NORACE_ON_E0499 || NORACE_ON_E0502
    if constexpr (lends_alone) {
      const auto ranges = wanted();
      for (std::size_t i = 0; i < ranges.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) refuse_conflict(ranges[i], ranges[j]);
    }
    if (innermost != nullptr) refuse_lent_by_open_scopes(wanted());
#else
    static_cast<void>(wanted);
#endif
  }

  // Lends, then starts; whatever fails, nothing stays lent.
  template <class F, class... Args>
  ScopedJoinHandle<ScopedResult<F, Args...>> start(const ThreadOptions& options, F&& f,
                                                   Args&... args) {
    using R = ScopedResult<F, Args...>;
    using Started = Call<R, std::decay_t<F>, Args...>;
    const std::initializer_list<LentRange> wanted{LentTo<Args>::range(LentTo<Args>::keep(args))...};
    refuse_what_ends_before(wanted);
    IntrusivePtr<ScopedRecord<R>> record(new ScopedRecord<R>);
    if (!options.name.empty()) record->name = without_nul(options.name);
    auto joined = std::make_shared<ScopedJoined<R>>();
    if constexpr (std::is_void_v<R> || std::is_trivially_destructible_v<R>) record->result = joined;
    auto call =
        std::make_unique<Started>(*this, *record, record->result ? lent_to_thread(joined) : joined,
                                  std::forward<F>(f), args...);
    lend(wanted, record.get());
    try {
      record->runner = runner_;
      if (runner_ == nullptr)
        record->thread = OsThread(&Started::run_here, call.get(), options);
      else
        runner_->start(*record, &Started::run_here, call.get());
    } catch (...) {
      forget_loans(record.get());
      throw;
    }
    static_cast<void>(call.release());
    keep(record);
    return ScopedJoinHandle<R>(std::move(record), std::move(joined));
  }

  const void* frame_;

 private:
  friend class RunsAsThread;
  friend struct PoolCalls;
  // The same object without a share in it. The scope has one until it has joined the thread; were
  // the thread to give up its own at its end, whoever drops the handle would wait for that, and two
  // threads of a scope that run one after the other would be in an order that nobody promised.
  template <class T>
  static std::shared_ptr<T> lent_to_thread(const std::shared_ptr<T>& object) noexcept {
    return std::shared_ptr<T>(std::shared_ptr<void>(), object.get());
  }

  struct Loan {
    LentRange range;
    ScopedThread* thread;  // the scope has it until all are joined
    const void* lender;    // the thread that lent it
    Loan* next;
  };

  template <class>  // dependent: Scope is not complete yet
  Scope& own_scope();

  void refuse_what_ends_before(std::initializer_list<LentRange> wanted) const {
#if NORACE_ON_E0597
    // (A Pool may run a task of the scope on the thread that waits for the scope's end.)
    const bool is_owner = owner_ == this_thread_mark() && Frames::of_thread.scope != this;
    for (const auto& range : wanted) {
      if (range.begin == range.end) continue;
      const auto* const object = reinterpret_cast<const void*>(range.begin);
      if (is_owner ? Frames::ends_before(frame_, object) : Frames::of_thread.ends_with_it(object))
        throw BorrowError(Rule::E0597_LENT);
    }
#else
    static_cast<void>(frame_);
    static_cast<void>(wanted);
#endif
  }

  // All that may meet here: this scope, those around it, and those that are open on this thread.
  void lend(std::initializer_list<LentRange> wanted, ScopedThread* thread) {
    bool lends = false;
    for (const auto& range : wanted) lends = lends || range.begin != range.end;
    if (!lends) return;
    {
      const std::lock_guard<std::mutex> lock(loans_mutex);
      const Loan* const before = loans_;
      try {
        for (const auto& range : wanted) {
          if (range.begin == range.end) continue;
#if NORACE_ON_E0499 || NORACE_ON_E0502
          for (const ScopeThreads* scope = this; scope != nullptr; scope = scope->outer_)
            refuse_conflict(range, scope->loans_);
          for (const ScopeThreads* scope = innermost; scope != nullptr && scope != this;
               scope = scope->outer_)
            refuse_conflict(range, scope->loans_);
#endif
          loans_ = new Loan{range, thread, this_thread_mark(), loans_};
        }
      } catch (...) {
        while (loans_ != before) remove(loans_);
        throw;
      }
    }
    settle_loans = &settle_open_loans;
    exception_record = nullptr;  // so that every unlock looks
  }
  // Out of line: those who ask mostly run where no scope is open.
  template <class Ranges>
  [[gnu::noinline]] static void refuse_lent_by_open_scopes(const Ranges& wanted) {
    const std::lock_guard<std::mutex> lock(loans_mutex);
    for (const ScopeThreads* scope = innermost; scope != nullptr; scope = scope->outer_)
      for (const auto& range : wanted) refuse_conflict(range, scope->loans_);
  }
  static void refuse_conflict(const LentRange& range, const Loan* loans) {
    for (; loans != nullptr; loans = loans->next) refuse_conflict(range, loans->range);
  }
  static void refuse_conflict(const LentRange& range, const LentRange& other) {
    const Rule broken = range.alone && other.alone ? Rule::E0499 : Rule::E0502;
    if (range.conflicts_with(other) && if_on(broken) != Rule::None) throw BorrowError(broken);
  }
  // Those of one thread, or all; and once none of this thread's is out, unlocks need not look.
  void forget_loans(const ScopedThread* thread) noexcept {
    const std::lock_guard<std::mutex> lock(loans_mutex);
    for (Loan** loan = &loans_; *loan != nullptr;) {
      if (thread == nullptr || (*loan)->thread == thread)
        remove(*loan);
      else
        loan = &(*loan)->next;
    }
    for (const ScopeThreads* scope = innermost; scope != nullptr; scope = scope->outer_)
      if (scope->loans_ != nullptr) return;
    if (Frames::of_thread.scope == nullptr) settle_loans = nullptr;
  }

  // See loan_watch.hpp: joins the threads that this thread has lent any of these bytes to.
  static void settle_open_loans(const void* begin, const void* end, const void* lock) noexcept {
#if NORACE_ON_E0597
    for (ScopeThreads* scope = innermost; scope != nullptr; scope = scope->outer_)
      scope->settle(begin, end, lock);
    if (Frames::of_thread.scope != nullptr) Frames::of_thread.scope->settle(begin, end, lock);
#else
    static_cast<void>(begin);
    static_cast<void>(end);
    static_cast<void>(lock);
#endif
  }
  void settle(const void* begin, const void* end, const void* lock) noexcept {
    const LentRange ended{reinterpret_cast<std::uintptr_t>(begin),
                          reinterpret_cast<std::uintptr_t>(end), true};
    const auto is_meant = [&](const Loan& loan) {
      return loan.lender == this_thread_mark() && loan.range.conflicts_with(ended) &&
             !loan.range.contains(lock);
    };
    // What this thread lent stays in the list meanwhile: nobody else removes it.
    for (const Loan* loan = nullptr;;) {
      {
        const std::lock_guard<std::mutex> reading(loans_mutex);
        loan = loan == nullptr ? loans_ : loan->next;
        while (loan != nullptr && !is_meant(*loan)) loan = loan->next;
      }
      if (loan == nullptr) return;
      loan->thread->join_thread();
      if (!loan->thread->joined_by_handle) lent_too_long_ = true;
    }
  }

  static void remove(Loan*& loan) noexcept {
    const Loan* const gone = loan;
    loan = gone->next;
    delete gone;
  }

  // The thread that was started after this one; the first one after none.
  ScopedThread* next_of(const ScopedThread* thread) noexcept {
    const std::lock_guard<std::mutex> lock(mutex_);
    return (thread == nullptr ? first_ : thread->next).get();
  }
  void keep(IntrusivePtr<ScopedThread> thread) noexcept {
    const std::lock_guard<std::mutex> lock(mutex_);
    auto& end = last_ == nullptr ? first_ : last_->next;
    last_ = thread.get();
    end = std::move(thread);
  }

  // An address that no other thread has, as long as this one lives.
  static const void* this_thread_mark() noexcept { return &innermost; }

  // The scopes that are open on this thread: what one lends, the others must not.
  static inline thread_local constinit ScopeThreads* innermost = nullptr;
  // Of all loans: scopes look at each other's. Nothing of the user's runs under it.
  static inline constinit std::mutex loans_mutex{};

  const void* owner_ = this_thread_mark();
  ScopeRunner* const runner_;
  ScopeThreads* outer_;
  // Lists by hand: std::vector of either would cost everybody who includes this 2 % of it.
  std::mutex mutex_;
  IntrusivePtr<ScopedThread> first_;
  ScopedThread* last_ = nullptr;
  Loan* loans_ = nullptr;
  std::atomic<bool> lent_too_long_{false};
};

}  // namespace detail

namespace detail {
struct ScopedBuilder;
struct ScopeOn;
}  // namespace detail

// What scope() gives to f. Only usable while scope() runs.
class Scope : detail::ScopeThreads {
  friend class detail::ScopeThreads;
  friend struct detail::ScopedBuilder;

 public:
  using detail::ScopeThreads::spawn;

 private:
  friend struct detail::ScopeOn;
  using detail::ScopeThreads::frame_;
  using detail::ScopeThreads::ScopeThreads;
};

// Builder's way in.
struct detail::ScopedBuilder {
  template <class F, class... Args>
  static auto start(Scope& scope, const ThreadOptions& options, F&& f, Args&... args) {
    return scope.start(options, std::forward<F>(f), args...);
  }
};

template <class>
Scope& detail::ScopeThreads::own_scope() {
  return static_cast<Scope&>(*this);
}

// Runs f(scope) here, joins all that was spawned in it, then returns what f returned.
struct detail::ScopeOn {
  template <class F>
  [[gnu::always_inline]] static auto run(ScopeRunner* runner, F&& f, const void* frame)
      -> std::invoke_result_t<F, Scope&> {
    Scope s(nullptr, runner);
    s.frame_ = Frames::boundary(&s, frame);
    if constexpr (std::is_void_v<std::invoke_result_t<F, Scope&>>) {
      apart(std::forward<F>(f), s);
      s.rethrow_after_join();
    } else {
      decltype(auto) result = apart(std::forward<F>(f), s);
      s.rethrow_after_join();
      return static_cast<decltype(result)&&>(result);
    }
  }

 private:
  // In a frame of its own: AddressSanitizer knows one place for all that stands in a frame.
  template <class F>
  [[gnu::noinline]] static decltype(auto) apart(F&& f, Scope& s) {
    return std::invoke(std::forward<F>(f), s);
  }
};
template <class F>
[[gnu::noinline]] auto scope(F&& f) -> std::invoke_result_t<F, Scope&> {
  return detail::ScopeOn::run(nullptr, std::forward<F>(f), __builtin_dwarf_cfa());
}

}  // namespace norace
