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
// ```cpp compile_fail,E0277
// auto a = norace::Rc<norace::Cell<int>>::make(1);
// auto b = a.clone();
// b->set(a->get() + 1);
// norace::spawn([](norace::Rc<norace::Cell<int>>) {}, a);  // E0277
// ```
#pragma once

#include <compare>
#include <concepts>
#include <cstddef>
#include <functional>
#include <memory>
#include <new>
#include <optional>
#include <utility>

#include "norace/analysis.hpp"
#include "norace/owned_as.hpp"
#include "norace/read_only.hpp"
#include "norace/result.hpp"
#include "norace/shared_owner.hpp"
#include "norace/take.hpp"
#include "norace/traits.hpp"

namespace norace {

template <class T>
class Weak;

template <class T>
class NORACE_MOVES_OUT Rc {
  using Head = detail::SharedHead<detail::PlainCount>;
  template <class U>
  using Box = detail::SharedBox<U, detail::PlainCount>;

 public:
  using value_type = T;

  // T(args...), or T{args...} for an aggregate.
  template <class... Args>
  requires std::constructible_from<T, Args...>
  [[nodiscard]] static Rc make(Args&&... args) {
    return of(Box<T>::filled([&](void* at) { ::new (at) T(std::forward<Args>(args)...); }));
  }
  template <class... Args>
  requires(!std::constructible_from<T, Args...> && requires(Args && ... args) {
    T{std::forward<Args>(args)...};
  }) [[nodiscard]] static Rc make(Args&&... args) {
    return of(Box<T>::filled([&](void* at) { ::new (at) T{std::forward<Args>(args)...}; }));
  }
  // A T that knows itself: f gets a Weak that cannot be upgraded until the T is made.
  template <class F>
  requires std::invocable < F, const Weak<T>
  & > [[nodiscard]] static Rc new_cyclic(F&& f) {
    auto box = std::make_unique<Box<T>>();
    auto* const raw = box.get();
    static_cast<void>(raw->strong.drop_to_zero());
    const Weak<T> self = Weak<T>::observing(box.release(), raw->value());
    ::new (raw->place()) T(std::invoke(std::forward<F>(f), self));
    raw->weak.add();  // the owners'; the box's own is `self`'s
    raw->strong.add();
    return Rc(raw, raw->value());
  }

  Rc(const Rc& other) noexcept : head_(other.head_), value_(other.value_) {
    if (head_ != nullptr) head_->strong.add();
  }
  Rc(Rc&& other) noexcept : head_(detail::take(other.head_)), value_(detail::take(other.value_)) {}
  // Of a class derived from T (Rust's Rc<dyn Trait>).
  template <class D>
  requires detail::OwnedAs<D, T> Rc(Rc<D> other)
  noexcept : head_(detail::take(other.head_)), value_(detail::take(other.value_)) {}
  Rc& operator=(Rc other) noexcept {
    detail::swap_pointers(head_, other.head_);
    detail::swap_pointers(value_, other.value_);
    return *this;
  }
  ~Rc() {
    if (head_ != nullptr) head_->drop_strong();
  }

  // Another owner of the same T.
  [[nodiscard]] NORACE_USES Rc clone() const noexcept { return *this; }
  [[nodiscard]] NORACE_USES Weak<T> downgrade() const noexcept {
    head_->weak.add();
    return Weak<T>::observing(head_, value_);
  }
  static Weak<T> downgrade(const Rc& owner) noexcept { return owner.downgrade(); }

  // A scalar by value, which refers to nothing.
  NORACE_USES ReadOnly<T> operator*() const noexcept requires detail::shared_by_value<T> {
    return ReadOnly<T>(*value_);
  }
  NORACE_USES detail::Shared<T>& operator*() const noexcept NORACE_LIFETIMEBOUND
      requires(!detail::shared_by_value<T>) {
    return *value_;
  }
  NORACE_USES detail::Shared<T>* operator->() const noexcept NORACE_LIFETIMEBOUND { return value_; }
  NORACE_USES const T& as_ref() const noexcept NORACE_LIFETIMEBOUND { return *value_; }

  // The T, if this is its only owner; else the error is the owner again.
  static Result<T, Rc> try_unwrap(Rc owner) requires std::move_constructible<T> {
    if (!owner.head_->strong.take_if_one()) return Err(std::move(owner));
    const Taken taken{*detail::take(owner.head_), *owner.value_};
    return Result<T, Rc>(std::move(*taken.value));
  }
  Result<T, Rc> try_unwrap() && requires std::move_constructible<T> {
    return try_unwrap(std::move(*this));
  }
  // The same, empty where it is not: of several owners that call it one gets the T.
  static std::optional<T> into_inner(Rc owner) requires std::move_constructible<T> {
    auto* const head = detail::take(owner.head_);
    if (!head->strong.drop_to_zero()) return std::nullopt;
    const Taken taken{*head, *owner.value_};
    return std::optional<T>(std::move(*taken.value));
  }
  // A copy of the T, or the T itself where this is its only owner.
  static T unwrap_or_clone(Rc owner) requires std::copy_constructible<T> {
    auto mine = try_unwrap(std::move(owner));
    if (mine) return *std::move(mine);
    return T(mine.error().as_ref());
  }

  // The T to change, while this is its only owner and nobody observes it; else null. It ends to be
  // one's own with the next clone() or downgrade(): the pointer must not be used then.
  T* get_mut() noexcept NORACE_LIFETIMEBOUND { return is_alone() ? value_ : nullptr; }
  static T* get_mut(Rc& owner) noexcept { return owner.get_mut(); }
  // The same; where others own it too, this becomes the owner of a copy, and observers lose it.
  T& make_mut() NORACE_LIFETIMEBOUND requires std::copy_constructible<T> {
    if (!is_alone()) *this = make(std::as_const(*value_));
    return *value_;
  }
  static T& make_mut(Rc& owner) requires std::copy_constructible<T> { return owner.make_mut(); }

  // Owners and observers now; out of date at once where others come and go.
  NORACE_USES std::size_t strong_count() const noexcept { return head_->strong.get(); }
  NORACE_USES std::size_t weak_count() const noexcept { return head_->weak.get() - 1; }
  static std::size_t strong_count(const Rc& owner) noexcept { return owner.strong_count(); }
  static std::size_t weak_count(const Rc& owner) noexcept { return owner.weak_count(); }
  friend bool ptr_eq(const Rc& a, const Rc& b) noexcept { return a.value_ == b.value_; }
  // Compared by what they own, as in Rust.
  friend bool operator==(const Rc& a, const Rc& b) requires std::equality_comparable<T> {
    return std::as_const(*a.value_) == std::as_const(*b.value_);
  }
  friend auto operator<=>(const Rc& a, const Rc& b) requires std::three_way_comparable<T> {
    return std::as_const(*a.value_) <=> std::as_const(*b.value_);
  }

 private:
  template <class>
  friend class Rc;
  friend class Weak<T>;
  // The memory of a T that is moved out.
  struct Taken {
    Taken(Head& h, T& v) noexcept : head(h), value(std::addressof(v)) {
      detail::settle_loans_of_object(value);
    }
    Taken(const Taken&) = delete;
    Taken& operator=(const Taken&) = delete;
    ~Taken() {
      value->~T();
      head.drop_weak();
    }
    Head& head;
    T* value;
  };

  Rc(Head* head, T* value) noexcept : head_(head), value_(value) {}
  static Rc of(Box<T>* box) noexcept { return Rc(box, box->value()); }
  bool is_alone() const noexcept {
    return head_ != nullptr && head_->weak.get() == 1 && head_->strong.get() == 1;
  }
  Head* head_;
  T* value_;
};

// Does not keep the T alive; upgrade() gives an Rc while it lives.
template <class T>
class Weak {
  using Head = detail::SharedHead<detail::PlainCount>;

 public:
  Weak() noexcept : head_(nullptr), value_(nullptr) {}
  Weak(const Weak& other) noexcept : head_(other.head_), value_(other.value_) {
    if (head_ != nullptr) head_->weak.add();
  }
  Weak(Weak&& other) noexcept
      : head_(detail::take(other.head_)), value_(detail::take(other.value_)) {}
  Weak& operator=(Weak other) noexcept {
    detail::swap_pointers(head_, other.head_);
    detail::swap_pointers(value_, other.value_);
    return *this;
  }
  ~Weak() {
    if (head_ != nullptr) head_->drop_weak();
  }

  [[nodiscard]] std::optional<Rc<T>> upgrade() const noexcept {
    if (head_ == nullptr || !head_->strong.add_unless_zero()) return std::nullopt;
    return Rc<T>(head_, value_);
  }
  [[nodiscard]] Weak clone() const noexcept { return *this; }
  // Owners now, and other observers; 0 once the T is gone.
  std::size_t strong_count() const noexcept { return head_ == nullptr ? 0 : head_->strong.get(); }
  std::size_t weak_count() const noexcept {
    if (strong_count() == 0) return 0;
    return head_->weak.get() - 1;
  }
  friend bool ptr_eq(const Weak& a, const Weak& b) noexcept { return a.value_ == b.value_; }

 private:
  friend class Rc<T>;
  // Counted already.
  static Weak observing(Head* head, T* value) noexcept {
    Weak made;
    made.head_ = head;
    made.value_ = value;
    return made;
  }
  Head* head_;
  T* value_;
};

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

// Hashed by what it owns, as it is compared.
template <class T>
requires requires(const T& value) { std::hash<T>()(value); }
struct std::hash<norace::Rc<T>> {
  std::size_t operator()(const norace::Rc<T>& owner) const {
    return std::hash<T>()(owner.as_ref());
  }
};
