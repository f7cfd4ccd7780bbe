// AsyncMutex<T>: a Mutex for coroutines, whose guard may be held over a suspension (tokio's Mutex).
//
// Promise: the T is reached only through the guard that `co_await mutex.lock()` gives. A coroutine
// that waits keeps no thread; those that wait get the lock in the order in which they came, and it
// is handed to the next one, so that nobody overtakes. No thread owns the lock: its guard is Send,
// and is let go by whichever thread runs the coroutine then. Nothing of the user's runs while the
// mutex's own lock is held: who gets the lock goes on on its own executor.
//
// Where nothing is awaited under the lock, Mutex is the quicker one, and may be used in coroutines.
// As with tokio's there is no poisoning: after an exception under the guard the next one gets the
// data as it is. A coroutine that holds the lock and asks for it again waits for ever.
// lock_blocking() is for threads that run no coroutine; it blocks.
//
// Threads: AsyncMutex<T> is Send and Sync when T is Send; the guard is Send when T is, and borrows.
// Memory order: unlocking happens before the next lock.
//
// Example:
//
// <!-- cpp
// norace::Task<int> added(int a, int b);
// -->
// ```cpp
// norace::Task<> deposit(norace::Arc<norace::AsyncMutex<int>> balance, int sum) {
//   auto guard = co_await balance->lock();
//   *guard = co_await added(*guard, sum);  // others wait, no thread does
// }
// ```
#pragma once

#include <concepts>
#include <coroutine>
#include <memory>
#include <mutex>
#include <optional>
#include <type_traits>
#include <utility>

#include "norace/analysis.hpp"
#include "norace/async.hpp"
#include "norace/async_chain.hpp"
#include "norace/condition.hpp"
#include "norace/rule.hpp"
#include "norace/temporary.hpp"
#include "norace/temporary_members.hpp"
#include "norace/traits.hpp"

namespace norace {

template <class T>
class AsyncMutex;

namespace detail {

// One who waits for a lock: it is told, once, that it has it.
struct LockWaiter {
  void (*get)(LockWaiter& waiter) noexcept;
  LockWaiter* next = nullptr;
};

// A lock that is handed on in the order of arrival.
class LockQueue {
 public:
  bool try_lock() noexcept {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (is_locked_) return false;
    is_locked_ = true;
    return true;
  }
  // True if it has the lock now; else it is told.
  bool lock_or_wait(LockWaiter& waiter) noexcept {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!is_locked_) {
      is_locked_ = true;
      return true;
    }
    waiter.next = nullptr;
    (last_ == nullptr ? first_ : last_->next) = &waiter;
    last_ = &waiter;
    return false;
  }
  void unlock() noexcept {
    LockWaiter* next = nullptr;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      next = first_;
      if (next == nullptr) {
        is_locked_ = false;
        return;
      }
      first_ = next->next;
      if (first_ == nullptr) last_ = nullptr;
    }
    next->get(*next);
  }

 private:
  std::mutex mutex_;
  bool is_locked_ = false;  // all of these under the mutex
  LockWaiter* first_ = nullptr;
  LockWaiter* last_ = nullptr;
};

template <class T>
struct AsyncLocking {
  const AsyncMutex<T>& mutex;
};

}  // namespace detail

// Holds the lock until it is destroyed, on whatever thread.
template <class T>
class NORACE_IF_N0001 NORACE_MOVES_OUT AsyncMutexGuard {
 public:
  AsyncMutexGuard(AsyncMutexGuard&& other) noexcept
      : owner_(std::exchange(other.owner_, nullptr)) {}
  AsyncMutexGuard& operator=(AsyncMutexGuard&& other) noexcept {
    if (this == &other) return *this;
    leave();
    owner_ = std::exchange(other.owner_, nullptr);
    return *this;
  }
  ~AsyncMutexGuard() { leave(); }

  NORACE_USES T& operator*() & noexcept NORACE_LIFETIMEBOUND { return owner_->data_; }
  NORACE_USES T* operator->() & noexcept NORACE_LIFETIMEBOUND {
    return std::addressof(owner_->data_);
  }
  NORACE_USES const T& operator*() const& noexcept NORACE_LIFETIMEBOUND { return owner_->data_; }
  NORACE_USES const T* operator->() const& noexcept NORACE_LIFETIMEBOUND {
    return std::addressof(owner_->data_);
  }
  // Of a guard without a name: what may be done before it unlocks, see temporary.hpp.
  NORACE_USES detail::InExpressionType<T> operator*() && noexcept {
    return detail::in_expression(owner_->data_);
  }
  NORACE_USES auto operator->() && noexcept requires detail::CalledInExpression<T> {
    return detail::members_in_expression(owner_->data_);
  }
  NORACE_IF_E0716 T* operator->() && noexcept requires(!detail::CalledInExpression<T>) {
    return std::addressof(owner_->data_);
  }

  // Unlocks now. The guard must not be used again.
  NORACE_USES NORACE_ENDS void unlock() noexcept { leave(); }

 private:
  friend class AsyncMutex<T>;
  friend struct detail::AwaiterOf<detail::AsyncLocking<T>>;
  explicit AsyncMutexGuard(const AsyncMutex<T>* owner) noexcept : owner_(owner) {}
  void leave() noexcept {
    if (const auto* owner = std::exchange(owner_, nullptr)) owner->queue_.unlock();
  }
  const AsyncMutex<T>* owner_;
};

template <class T>
class AsyncMutex {
 public:
  using Guard = AsyncMutexGuard<T>;

  AsyncMutex() requires std::default_initializable<T>
  = default;
  template <class... Args>
  requires(sizeof...(Args) > 0 && std::constructible_from<T, Args...> &&
           !(std::same_as<std::remove_cvref_t<Args>, AsyncMutex> &&
             ...)) explicit AsyncMutex(Args&&... args)
      : data_(std::forward<Args>(args)...) {}
  AsyncMutex(const AsyncMutex&) = delete;
  AsyncMutex& operator=(const AsyncMutex&) = delete;

  // `auto guard = co_await mutex.lock();`
  [[nodiscard]] detail::AsyncLocking<T> lock() const noexcept NORACE_LIFETIMEBOUND {
    return {*this};
  }
  // Empty if somebody else holds the lock.
  NORACE_IF_N0001 std::optional<Guard> try_lock() const noexcept NORACE_LIFETIMEBOUND {
    if (!queue_.try_lock()) return std::nullopt;
    return Guard(this);
  }
  // Of a thread that runs no coroutine: it sleeps until it has the lock.
  NORACE_IF_N0001 Guard lock_blocking() const noexcept NORACE_LIFETIMEBOUND {
    struct Sleeper : detail::LockWaiter {
      std::mutex mutex{};
      detail::Condition changed{};
      bool has_lock = false;
    } sleeper{{[](detail::LockWaiter& waiter) noexcept {
      auto& self = static_cast<Sleeper&>(waiter);
      const std::lock_guard<std::mutex> lock(self.mutex);
      self.has_lock = true;
      self.changed.notify_one();
    }}};
    if (!queue_.lock_or_wait(sleeper)) {
      const std::lock_guard<std::mutex> lock(sleeper.mutex);
      while (!sleeper.has_lock) sleeper.changed.wait(sleeper.mutex);
    }
    return Guard(this);
  }
  // When nobody else can reach it any more.
  [[nodiscard]] T into_inner() && { return std::move(data_); }

  // What one writes who forgets the lock.
  NORACE_IF_E0616 T& operator*() const noexcept { return data_; }
  NORACE_IF_E0616 T* operator->() const noexcept { return std::addressof(data_); }

 private:
  friend Guard;
  friend struct detail::AwaiterOf<detail::AsyncLocking<T>>;
  mutable detail::LockQueue queue_;
  mutable T data_{};
};

template <class T>
AsyncMutex(T) -> AsyncMutex<T>;

namespace detail {

template <class T>
struct AwaiterOf<AsyncLocking<T>> : LockWaiter {
  explicit AwaiterOf(AsyncLocking<T>&& locking) noexcept
      : LockWaiter{&go_on}, mutex_(&locking.mutex) {}
  bool await_ready() const noexcept { return mutex_->queue_.try_lock(); }
  template <class P>
  [[gnu::noinline]] void await_suspend(std::coroutine_handle<P> awaiting) noexcept {
    coroutine_.sleep(awaiting, &wait, this);
  }
  AsyncMutexGuard<T> await_resume() const noexcept { return AsyncMutexGuard<T>(mutex_); }

 private:
  static void wait(void* who) noexcept {
    auto& self = *static_cast<AwaiterOf*>(who);
    if (self.mutex_->queue_.lock_or_wait(self)) self.coroutine_.go_on();
  }
  static void go_on(LockWaiter& waiter) noexcept {
    static_cast<AwaiterOf&>(waiter).coroutine_.wake();
  }
  const AsyncMutex<T>* mutex_;
  Suspended coroutine_;
};

template <class T>
struct Known<AsyncMutex<T>> {
  template <class... Seen>
  static constexpr Answer answer() {
    Answer inner = detail::answer<T, Seen...>();
    inner.sync = inner.send;
    return inner;
  }
};
template <class T>
struct Known<AsyncMutexGuard<T>> {
  template <class... Seen>
  static constexpr Answer answer() {
    Answer inner = detail::answer<T, Seen...>();
    return {false, inner.send, inner.sync, inner.send ? Rule::E0521 : inner.why};
  }
};

}  // namespace detail
}  // namespace norace
