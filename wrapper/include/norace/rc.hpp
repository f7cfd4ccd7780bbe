// Rc<T>: shared ownership within one thread (Rust's Rc). Weak<T> does not keep it alive.
//
// Promise: as cheap as counting can be, because the count is a plain integer; so an Rc is neither
// Send nor Sync, and the hazard it stops is exactly the race on that count and on the T. To share
// between threads take Arc.
//
// Threads: an Rc stays in its thread. Like Arc it hands out `const T&` only: put a Cell or a
// RefCell inside to change it.
//
// Example:
//
//   auto a = norace::Rc<norace::Cell<int>>::make(1);
//   auto b = a.clone();
//   b->set(a->get() + 1);
//   norace::spawn([](norace::Rc<norace::Cell<int>>) {}, a);  // E0277
#pragma once

#include <concepts>
#include <cstddef>
#include <memory>
#include <new>
#include <optional>
#include <utility>

#include "norace/analysis.hpp"
#include "norace/read_only.hpp"
#include "norace/traits.hpp"

namespace norace {

template <class T>
class Weak;

namespace detail {
template <class T>
struct RcBox {
  std::size_t strong = 1;
  std::size_t weak = 1;  // all strong owners together count as one
  union {
    T value;
  };
  template <class... Args>
  explicit RcBox(Args&&... args) : value(std::forward<Args>(args)...) {}
  ~RcBox() {}

  void drop_strong() noexcept {
    if (--strong != 0) return;
    value.~T();
    drop_weak();
  }
  void drop_weak() noexcept {
    if (--weak == 0) delete this;
  }
};
}  // namespace detail

template <class T>
class NORACE_MOVES_OUT Rc {
 public:
  using value_type = T;

  template <class... Args>
  requires std::constructible_from<T, Args...>
  [[nodiscard]] static Rc make(Args&&... args) {
    return Rc(new detail::RcBox<T>(std::forward<Args>(args)...));
  }
  Rc(const Rc& other) noexcept : box_(other.box_) {
    if (box_ != nullptr) ++box_->strong;
  }
  Rc(Rc&& other) noexcept : box_(std::exchange(other.box_, nullptr)) {}
  Rc& operator=(Rc other) noexcept {
    std::swap(box_, other.box_);
    return *this;
  }
  ~Rc() {
    if (box_ != nullptr) box_->drop_strong();
  }

  [[nodiscard]] NORACE_USES Rc clone() const noexcept { return *this; }
  [[nodiscard]] NORACE_USES Weak<T> downgrade() const noexcept;

  // A scalar by value, which refers to nothing.
  NORACE_USES ReadOnly<T> operator*() const noexcept requires detail::shared_by_value<T> {
    return ReadOnly<T>(box_->value);
  }
  NORACE_USES detail::Shared<T>& operator*() const noexcept NORACE_LIFETIMEBOUND
      requires(!detail::shared_by_value<T>) {
    return box_->value;
  }
  NORACE_USES detail::Shared<T>* operator->() const noexcept NORACE_LIFETIMEBOUND {
    return std::addressof(box_->value);
  }
  NORACE_USES const T& as_ref() const noexcept NORACE_LIFETIMEBOUND { return box_->value; }
  NORACE_USES std::size_t strong_count() const noexcept { return box_->strong; }
  friend bool ptr_eq(const Rc& a, const Rc& b) noexcept { return a.box_ == b.box_; }

 private:
  friend class Weak<T>;
  explicit Rc(detail::RcBox<T>* box) noexcept : box_(box) {}
  detail::RcBox<T>* box_;
};

// Does not keep the T alive; upgrade() gives an Rc while it lives.
template <class T>
class Weak {
 public:
  Weak() noexcept : box_(nullptr) {}
  Weak(const Weak& other) noexcept : box_(other.box_) {
    if (box_ != nullptr) ++box_->weak;
  }
  Weak(Weak&& other) noexcept : box_(std::exchange(other.box_, nullptr)) {}
  Weak& operator=(Weak other) noexcept {
    std::swap(box_, other.box_);
    return *this;
  }
  ~Weak() {
    if (box_ != nullptr) box_->drop_weak();
  }

  [[nodiscard]] std::optional<Rc<T>> upgrade() const noexcept {
    if (box_ == nullptr || box_->strong == 0) return std::nullopt;
    ++box_->strong;
    return Rc<T>(box_);
  }
  [[nodiscard]] Weak clone() const noexcept { return *this; }

 private:
  friend class Rc<T>;
  explicit Weak(detail::RcBox<T>* box) noexcept : box_(box) { ++box_->weak; }
  detail::RcBox<T>* box_;
};

template <class T>
Weak<T> Rc<T>::downgrade() const noexcept {
  return Weak<T>(box_);
}

namespace detail {
template <class T>
struct InOneThread {
  template <class... Seen>
  static constexpr Answer answer() {
    return {detail::answer<T, Seen...>().owned, false, false, Rule::E0277_SEND};
  }
};
template <class T>
struct Known<Rc<T>> : InOneThread<T> {};
template <class T>
struct Known<Weak<T>> : InOneThread<T> {};
}  // namespace detail
}  // namespace norace
