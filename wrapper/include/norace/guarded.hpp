// A lock, the data behind it and the poison flag: what Mutex and RwLock have in common.
//
// Promise: the data has no name that others may use, a derived class neither. What one writes who
// forgets the lock (`*m`, `m->x`, `++m`, `m = 1`, `int n = m`) is E0616, on every toolchain, and so
// is every other spelling that a type can catch. ExclusiveGuard is the access of one who holds the
// lock alone; leaving it by an exception poisons the data.
//
// Example (of E0616):
//
// ```cpp compile_fail,E0616
// const norace::Mutex<int> hits(0);
// ++hits;                 // E0616
// int& n = *hits.lock();  // E0716: the guard has no name
// ```
#pragma once

#include <concepts>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <system_error>
#include <utility>

#include "norace/analysis.hpp"
#include "norace/lockable.hpp"
#include "norace/poison.hpp"
#include "norace/rule.hpp"
#include "norace/shared_mutex.hpp"
#include "norace/static_storage.hpp"
#include "norace/std_types.hpp"
#include "norace/take.hpp"
#include "norace/temporary.hpp"
#include "norace/temporary_members.hpp"
#include "norace/traits.hpp"
#include "norace/waiters.hpp"

namespace norace {
class Condvar;
template <class T, class Lock>
class Mutex;
template <class T, class Lock>
class MutexGuard;
template <class T, class Lock>
class RwLock;
template <class T, class Lock>
class RwLockReadGuard;
template <class T, class Lock>
class RwLockWriteGuard;
}  // namespace norace

namespace norace::detail {

template <class Owner, class T>
class ExclusiveGuard;

// A lock that the thread which holds it may take again would give it the data twice. Which locks do
// is known of std's; of any other it is not, so the guard looks.
template <class Lock>
inline constexpr bool locks_once = is_one_of(class_name<Lock>(),
                                             "mutex timed_mutex shared_mutex shared_timed_mutex");
template <>
inline constexpr bool locks_once<SharedMutex> = true;

template <bool is_needed>
struct HeldMark {
  void enter() const noexcept { held_ = true; }
  void leave() const noexcept { held_ = false; }
  bool is_held() const noexcept { return held_; }

 private:
  mutable bool held_ = false;  // under the lock
};
template <>
struct HeldMark<false> {
  static void enter() noexcept {}
  static void leave() noexcept {}
  static constexpr bool is_held() noexcept { return false; }
};

// What cannot go on: said, and then the end.
[[noreturn, gnu::cold, gnu::noinline]] inline void die(const char* why) noexcept {
  std::fprintf(stderr, "norace: %s\n", why);
  std::abort();
}

template <class T, class Lock>
class Guarded {
 public:
  using value_type = T;

  bool is_poisoned() const noexcept { return poison_.get(); }
  void clear_poison() const noexcept { poison_.set(false); }

  // The data, when nobody else can reach it any more. Poisoned: PoisonError.
  [[nodiscard]] T into_inner() && {
    if (is_poisoned()) throw_poison_error();
    return std::move(data());
  }
  [[nodiscard]] T into_inner_ignoring_poison() && { return std::move(data()); }

  // What one writes who forgets the lock.
  NORACE_IF_E0616 T& operator*() const noexcept { return data(); }
  NORACE_IF_E0616 T* operator->() const noexcept { return std::addressof(data()); }
  NORACE_IF_E0616 T& get() const noexcept { return data(); }
  NORACE_IF_E0616 operator T&() const noexcept { return data(); }
  NORACE_IF_E0616 T& operator++() const requires requires(T& data) { ++data; }
  { return ++data(); }
  NORACE_IF_E0616 T operator++(int) const requires requires(T& data) { data++; }
  { return data()++; }
  NORACE_IF_E0616 T& operator--() const requires requires(T& data) { --data; }
  { return --data(); }
  NORACE_IF_E0616 T& operator+=(const T& by) const requires requires(T& data) { data += by; }
  { return data() += by; }
  NORACE_IF_E0616 T& operator-=(const T& by) const requires requires(T& data) { data -= by; }
  { return data() -= by; }
  NORACE_IF_E0616 T& operator=(const T& value) const requires std::assignable_from<T&, const T&> {
    return data() = value;
  }

 private:
  template <class U, class L>
  friend class norace::Mutex;
  template <class U, class L>
  friend class norace::RwLock;
  template <class U, class L>
  friend class norace::RwLockReadGuard;
  template <class Owner, class U>
  friend class ExclusiveGuard;
  friend class norace::Condvar;
  friend struct LockAccess;

  constexpr Guarded() requires std::default_initializable<T>
  = default;
  template <class... Args>
  constexpr explicit Guarded(std::in_place_t, Args&&... args)
      : kept_(std::in_place, std::forward<Args>(args)...) {}
  Guarded(const Guarded& other) : poison_(other.poison_), kept_(std::in_place, other.data()) {}
  // While nobody shares it: nobody can hold the lock, or the program ends here.
  Guarded(Guarded&& other) noexcept
      : poison_(other.poison_), kept_(std::in_place, std::move(other.unlocked_data())) {}
  Guarded& operator=(Guarded&& other) noexcept requires std::is_move_assignable_v<T> {
    if (this == std::addressof(other)) return *this;
    unlocked_data() = std::move(other.unlocked_data());
    poison_.set(other.poison_.get());
    return *this;
  }

  // Called under the lock, before there is a guard, so that none has to be moved.
  void refuse_poisoned(void (Lock::*leave)()) const {
    if (!poison_.get()) return;
    (lock_.*leave)();
    throw_poison_error();
  }
  // Under the lock, before a guard that is alone: not if this thread has one already.
  void enter_alone() const {
    if (mark_.is_held()) {
      lock_.unlock();
      throw std::system_error(std::make_error_code(std::errc::resource_deadlock_would_occur),
                              "norace: this thread holds the lock already");
    }
    mark_.enter();
  }
  void leave_alone() const {
    mark_.leave();
    lock_.unlock();
  }

  T& data() const noexcept { return kept_.value; }

  mutable Lock lock_{};
  PoisonFlag poison_;
  [[no_unique_address]] HeldMark<!locks_once<Lock>> mark_;
  mutable Kept<T> kept_;

 protected:
  // What a derived class reaches for.
#if NORACE_ON_E0616
  struct Unreachable {
    template <class U>
    operator U&() const;
  };
  NORACE_REJECT(E0616) static const Unreachable data_;
#else
  T& data_ = data();
#endif

 private:
  T& unlocked_data() noexcept {
    if constexpr (requires { lock_.try_lock(); }) {
      if (!lock_.try_lock()) die("a lock was moved while somebody holds it");
      lock_.unlock();
    }
    return data();
  }
  void unlock(const Unwinding& entered) const {
    const ExceptionRecord* record = exception_record;
    if (record == nullptr) record = settle_loans_first();
    if (entered.began_since(record)) poison_data();
    leave_alone();
  }
  // Here every unlock comes by while this thread has loans out (see loan_watch.hpp).
  [[gnu::cold, gnu::noinline]] const ExceptionRecord* settle_loans_first() const noexcept {
    settle_loans_of_object(std::addressof(data()), std::addressof(lock_));
    return find_exception_record();
  }
  // Whoever waits for a change of the data has to learn that none will come.
  [[gnu::cold, gnu::noinline]] void poison_data() const noexcept {
    poison_.set(true);
    if (const auto number = poison_.number_if_any()) Waiter::wake_all(number);
  }
};

// Owner is the Mutex or RwLock whose lock is held. Movable within its thread; never Send.
template <class Owner, class T>
class NORACE_MOVES_OUT ExclusiveGuard {
 public:
  ExclusiveGuard(ExclusiveGuard&& other) noexcept : owner_(other.owner_), entered_(other.entered_) {
    static_cast<void>(other.release());
  }
  // Unlocks what it has, and takes what the other has.
  ExclusiveGuard& operator=(ExclusiveGuard&& other) noexcept {
    if (this == std::addressof(other)) return *this;
    leave();
    owner_ = other.owner_;
    entered_ = other.entered_;
#if !NORACE_ON_E0382 || !NORACE_ON_E0507
    holds_ = other.holds_;
#endif
    static_cast<void>(other.release());
    return *this;
  }

  NORACE_USES T& operator*() & noexcept NORACE_LIFETIMEBOUND { return owner_->data(); }
  NORACE_USES T* operator->() & noexcept NORACE_LIFETIMEBOUND {
    return std::addressof(owner_->data());
  }
  NORACE_USES const T& operator*() const& noexcept NORACE_LIFETIMEBOUND { return owner_->data(); }
  NORACE_USES const T* operator->() const& noexcept NORACE_LIFETIMEBOUND {
    return std::addressof(owner_->data());
  }
  // Of a guard without a name: what may be done before it unlocks, see temporary.hpp.
  NORACE_USES InExpressionType<T> operator*() && noexcept { return in_expression(owner_->data()); }
  NORACE_USES InExpressionType<const T> operator*() const&& noexcept {
    return in_expression(std::as_const(owner_->data()));
  }
  NORACE_USES auto operator->() && noexcept requires CalledInExpression<T> {
    return members_in_expression(owner_->data());
  }
  NORACE_IF_E0716 T* operator->() && noexcept requires(!CalledInExpression<T>) {
    return std::addressof(owner_->data());
  }

  // Unlocks now. The guard must not be used again.
  NORACE_USES NORACE_ENDS void unlock() { leave(); }

 protected:
  ExclusiveGuard(const ExclusiveGuard& other) noexcept
      : owner_(other.owner_), entered_(other.entered_) {
    static_cast<void>(release());  // a copy, with E0507 off, is a second reference to the data
  }
  ~ExclusiveGuard() { leave(); }

 private:
  // Only who has taken the lock makes one.
  template <class U, class L>
  friend class norace::MutexGuard;
  template <class U, class L>
  friend class norace::RwLockWriteGuard;
  friend class norace::Condvar;
  friend struct LockAccess;
  explicit ExclusiveGuard(const Guarded<T, typename Owner::Lock>* owner) noexcept : owner_(owner) {}

  void leave() {
    if (const auto* owner = release()) owner->unlock(entered_);
  }
  // Null if this guard does not hold the lock any more. With the rules off such a guard is what a
  // plain reference would be: it still reaches the data.
  const Guarded<T, typename Owner::Lock>* release() noexcept {
#if NORACE_ON_E0382 && NORACE_ON_E0507
    return detail::take(owner_);
#else
    return take(holds_) ? owner_ : nullptr;
#endif
  }
  const Guarded<T, typename Owner::Lock>* owner_;
  Unwinding entered_;
#if !NORACE_ON_E0382 || !NORACE_ON_E0507
  bool holds_ = true;
#endif
};

// Guards stay with the thread that locked.
struct NeverLeaves {
  template <class... Seen>
  static constexpr Answer answer() {
    return {false, false, false, Rule::E0277_SEND};
  }
};

}  // namespace norace::detail
