// A lock, the data behind it and the poison flag: what Mutex and RwLock have in common.
//
// Promise: the data has no name that others may use, a derived class neither. What one writes who
// forgets the lock (`*m`, `m->x`, `++m`, `m = 1`, `int n = m`) is E0616, on every toolchain, and so
// is every other spelling that a type can catch. ExclusiveGuard is the access of one who holds the
// lock alone; leaving it by an exception poisons the data.
//
// Example (of E0616):
//
//   const norace::Mutex<int> hits(0);
//   ++hits;           // E0616
//   ++*hits.lock();   // E0716: the guard has no name
#pragma once

#include <concepts>
#include <memory>
#include <utility>

#include "norace/analysis.hpp"
#include "norace/poison.hpp"
#include "norace/rule.hpp"
#include "norace/traits.hpp"

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

template <class T, class Lock>
class Guarded {
 public:
  using value_type = T;

  bool is_poisoned() const noexcept { return poison_.get(); }
  void clear_poison() const noexcept { poison_.set(false); }

  // The data, when nobody else can reach it any more.
  [[nodiscard]] T into_inner() && { return std::move(value_); }

  // What one writes who forgets the lock.
  NORACE_IF_E0616 T& operator*() const noexcept { return value_; }
  NORACE_IF_E0616 T* operator->() const noexcept { return std::addressof(value_); }
  NORACE_IF_E0616 T& get() const noexcept { return value_; }
  NORACE_IF_E0616 operator T&() const noexcept { return value_; }
  NORACE_IF_E0616 T& operator++() const requires requires(T& data) { ++data; }
  { return ++value_; }
  NORACE_IF_E0616 T operator++(int) const requires requires(T& data) { data++; }
  { return value_++; }
  NORACE_IF_E0616 T& operator--() const requires requires(T& data) { --data; }
  { return --value_; }
  NORACE_IF_E0616 T& operator+=(const T& by) const requires requires(T& data) { data += by; }
  { return value_ += by; }
  NORACE_IF_E0616 T& operator-=(const T& by) const requires requires(T& data) { data -= by; }
  { return value_ -= by; }
  NORACE_IF_E0616 T& operator=(const T& value) const requires std::assignable_from<T&, const T&> {
    return value_ = value;
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

  constexpr Guarded() requires std::default_initializable<T>
  = default;
  template <class... Args>
  constexpr explicit Guarded(std::in_place_t, Args&&... args)
      : value_(std::forward<Args>(args)...) {}
  Guarded(const Guarded& other) : value_(other.value_) {}

  // Called under the lock, before there is a guard, so that none has to be moved.
  void refuse_poisoned(void (Lock::*leave)()) const {
    if (!poison_.get()) return;
    (lock_.*leave)();
    throw_poison_error();
  }

  mutable Lock lock_;
  PoisonFlag poison_;
  mutable T value_;

 protected:
  // What a derived class reaches for.
#if NORACE_ON_E0616
  struct Unreachable {
    template <class U>
    operator U&() const;
  };
  NORACE_REJECT(E0616) static const Unreachable data_;
#else
  T& data_ = value_;
#endif

 private:
  void unlock(const Unwinding& entered) const {
    if (entered.began_since()) poison_.set(true);
    lock_.unlock();
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

  NORACE_USES T& operator*() & noexcept NORACE_LIFETIMEBOUND { return owner_->value_; }
  NORACE_USES T* operator->() & noexcept NORACE_LIFETIMEBOUND {
    return std::addressof(owner_->value_);
  }
  NORACE_USES const T& operator*() const& noexcept NORACE_LIFETIMEBOUND { return owner_->value_; }
  NORACE_USES const T* operator->() const& noexcept NORACE_LIFETIMEBOUND {
    return std::addressof(owner_->value_);
  }
  NORACE_IF_E0716 T& operator*() && noexcept { return owner_->value_; }
  NORACE_IF_E0716 T* operator->() && noexcept { return std::addressof(owner_->value_); }
  NORACE_IF_E0716 const T& operator*() const&& noexcept { return owner_->value_; }
  NORACE_IF_E0716 const T* operator->() const&& noexcept { return std::addressof(owner_->value_); }

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
  explicit ExclusiveGuard(const Guarded<T, typename Owner::Lock>* owner) noexcept : owner_(owner) {}

  void leave() {
    if (const auto* owner = release()) owner->unlock(entered_);
  }
  // Null if this guard does not hold the lock any more. With the rules off such a guard is what a
  // plain reference would be: it still reaches the data.
  const Guarded<T, typename Owner::Lock>* release() noexcept {
#if NORACE_ON_E0382 && NORACE_ON_E0507
    return std::exchange(owner_, nullptr);
#else
    return std::exchange(holds_, false) ? owner_ : nullptr;
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
