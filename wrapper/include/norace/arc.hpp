// Arc<T>: shared ownership of one T by several threads (Rust's Arc). Weak<T> does not keep it
// alive.
//
// Promise: the T lives until the last Arc is gone, and only `const T&` is handed out, so sharing
// an Arc cannot race: what wants to change needs a Mutex, an RwLock or an Atomic inside. The hazard
// it stops: `shared_ptr<int>` shared by two threads that both write the int.
//
// An Arc<Derived> becomes an Arc<Base>, where Derived may be shared.
//
// Threads: Arc<T> is Send and Sync when T is both Send and Sync; one Arc object is like an int,
// each thread has a copy of its own. Copies may be implicit; clone() says so aloud. Memory order:
// dropping an Arc releases, destroying the T acquires, as in std::shared_ptr, which this is. A
// moved-from Arc is empty and must not be dereferenced.
//
// Example:
//
// ```cpp run
// auto counter = norace::Arc<norace::Mutex<int>>::make(0);
// auto h = norace::spawn([](norace::Arc<norace::Mutex<int>> c) { *c->lock() += 1; },
//                        counter.clone());
// h.join();
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
#include "norace/rule.hpp"
#include "norace/shared_owner.hpp"
#include "norace/take.hpp"
#include "norace/traits.hpp"

namespace norace {

template <class T>
class ArcWeak;

template <class T>
class NORACE_MOVES_OUT Arc {
  using Head = detail::SharedHead<detail::AtomicCount>;
  template <class U>
  using Box = detail::SharedBox<U, detail::AtomicCount>;

 public:
  using value_type = T;

  // T(args...), or T{args...} for an aggregate.
  template <class... Args>
  requires std::constructible_from<T, Args...>
  [[nodiscard]] static Arc make(Args&&... args) {
    return of(Box<T>::filled([&](void* at) { ::new (at) T(std::forward<Args>(args)...); }));
  }
  template <class... Args>
  requires(!std::constructible_from<T, Args...> && requires(Args && ... args) {
    T{std::forward<Args>(args)...};
  }) [[nodiscard]] static Arc make(Args&&... args) {
    return of(Box<T>::filled([&](void* at) { ::new (at) T{std::forward<Args>(args)...}; }));
  }
  // A T that knows itself: f gets a ArcWeak that cannot be upgraded until the T is made.
  template <class F>
  requires std::invocable < F, const ArcWeak<T>
  & > [[nodiscard]] static Arc new_cyclic(F&& f) {
    auto box = std::make_unique<Box<T>>();
    auto* const raw = box.get();
    static_cast<void>(raw->strong.drop_to_zero());
    const ArcWeak<T> self = ArcWeak<T>::observing(box.release(), raw->value());
    ::new (raw->place()) T(std::invoke(std::forward<F>(f), self));
    raw->weak.add();  // the owners'; the box's own is `self`'s
    raw->strong.add();
    return Arc(raw, raw->value());
  }

  Arc(const Arc& other) noexcept : head_(other.head_), value_(other.value_) {
    if (head_ != nullptr) head_->strong.add();
  }
  Arc(Arc&& other) noexcept
      : head_(detail::take(other.head_)), value_(detail::take(other.value_)) {}
  // Of a class derived from T (and as able to be shared as T says).
  template <class D>
  requires detail::OwnedAs<D, T> Arc(Arc<D> other)
  noexcept : head_(detail::take(other.head_)), value_(detail::take(other.value_)) {}
  Arc& operator=(Arc other) noexcept {
    detail::swap_pointers(head_, other.head_);
    detail::swap_pointers(value_, other.value_);
    return *this;
  }
  ~Arc() {
    if (head_ != nullptr) head_->drop_strong();
  }

  // Another owner of the same T.
  [[nodiscard]] NORACE_USES Arc clone() const noexcept { return *this; }
  [[nodiscard]] NORACE_USES ArcWeak<T> downgrade() const noexcept {
    head_->weak.add();
    return ArcWeak<T>::observing(head_, value_);
  }
  static ArcWeak<T> downgrade(const Arc& owner) noexcept { return owner.downgrade(); }

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
  static Result<T, Arc> try_unwrap(Arc owner) requires std::move_constructible<T> {
    if (!owner.head_->strong.take_if_one()) return Err(std::move(owner));
    const Taken taken{*detail::take(owner.head_), *owner.value_};
    return Result<T, Arc>(std::move(*taken.value));
  }
  Result<T, Arc> try_unwrap() && requires std::move_constructible<T> {
    return try_unwrap(std::move(*this));
  }
  // The same, empty where it is not: of several owners that call it one gets the T.
  static std::optional<T> into_inner(Arc owner) requires std::move_constructible<T> {
    auto* const head = detail::take(owner.head_);
    if (!head->strong.drop_to_zero()) return std::nullopt;
    const Taken taken{*head, *owner.value_};
    return std::optional<T>(std::move(*taken.value));
  }
  // A copy of the T, or the T itself where this is its only owner.
  static T unwrap_or_clone(Arc owner) requires std::copy_constructible<T> {
    auto mine = try_unwrap(std::move(owner));
    if (mine) return *std::move(mine);
    return T(mine.error().as_ref());
  }

  // The T to change, while this is its only owner and nobody observes it; else null. It ends to be
  // one's own with the next clone() or downgrade(): the pointer must not be used then.
  T* get_mut() noexcept NORACE_LIFETIMEBOUND { return is_alone() ? value_ : nullptr; }
  static T* get_mut(Arc& owner) noexcept { return owner.get_mut(); }
  // The same; where others own it too, this becomes the owner of a copy, and observers lose it.
  T& make_mut() NORACE_LIFETIMEBOUND requires std::copy_constructible<T> {
    if (!is_alone()) *this = make(std::as_const(*value_));
    return *value_;
  }
  static T& make_mut(Arc& owner) requires std::copy_constructible<T> { return owner.make_mut(); }

  // Owners and observers now; out of date at once where others come and go.
  NORACE_USES std::size_t strong_count() const noexcept { return head_->strong.get(); }
  NORACE_USES std::size_t weak_count() const noexcept { return head_->weak.get() - 1; }
  static std::size_t strong_count(const Arc& owner) noexcept { return owner.strong_count(); }
  static std::size_t weak_count(const Arc& owner) noexcept { return owner.weak_count(); }
  friend bool ptr_eq(const Arc& a, const Arc& b) noexcept { return a.value_ == b.value_; }
  // Compared by what they own, as in Rust.
  friend bool operator==(const Arc& a, const Arc& b) requires std::equality_comparable<T> {
    return std::as_const(*a.value_) == std::as_const(*b.value_);
  }
  friend auto operator<=>(const Arc& a, const Arc& b) requires std::three_way_comparable<T> {
    return std::as_const(*a.value_) <=> std::as_const(*b.value_);
  }

 private:
  template <class>
  friend class Arc;
  friend class ArcWeak<T>;
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

  Arc(Head* head, T* value) noexcept : head_(head), value_(value) {}
  static Arc of(Box<T>* box) noexcept { return Arc(box, box->value()); }
  bool is_alone() const noexcept {
    return head_ != nullptr && head_->weak.get() == 1 && head_->strong.get() == 1;
  }
  Head* head_;
  T* value_;
};

// Does not keep the T alive; upgrade() gives an Arc while it lives.
template <class T>
class ArcWeak {
  using Head = detail::SharedHead<detail::AtomicCount>;

 public:
  ArcWeak() noexcept : head_(nullptr), value_(nullptr) {}
  ArcWeak(const ArcWeak& other) noexcept : head_(other.head_), value_(other.value_) {
    if (head_ != nullptr) head_->weak.add();
  }
  ArcWeak(ArcWeak&& other) noexcept
      : head_(detail::take(other.head_)), value_(detail::take(other.value_)) {}
  ArcWeak& operator=(ArcWeak other) noexcept {
    detail::swap_pointers(head_, other.head_);
    detail::swap_pointers(value_, other.value_);
    return *this;
  }
  ~ArcWeak() {
    if (head_ != nullptr) head_->drop_weak();
  }

  [[nodiscard]] std::optional<Arc<T>> upgrade() const noexcept {
    if (head_ == nullptr || !head_->strong.add_unless_zero()) return std::nullopt;
    return Arc<T>(head_, value_);
  }
  [[nodiscard]] ArcWeak clone() const noexcept { return *this; }
  // Owners now, and other observers; 0 once the T is gone.
  std::size_t strong_count() const noexcept { return head_ == nullptr ? 0 : head_->strong.get(); }
  std::size_t weak_count() const noexcept {
    if (strong_count() == 0) return 0;
    return head_->weak.get() - 1;
  }
  friend bool ptr_eq(const ArcWeak& a, const ArcWeak& b) noexcept { return a.value_ == b.value_; }

 private:
  friend class Arc<T>;
  // Counted already.
  static ArcWeak observing(Head* head, T* value) noexcept {
    ArcWeak made;
    made.head_ = head;
    made.value_ = value;
    return made;
  }
  Head* head_;
  T* value_;
};

namespace detail {

template <class T>
struct SharedBetweenThreads {
  template <class... Seen>
  static constexpr Answer answer() {
    const Answer inner = detail::answer<T, Seen...>();
    const bool both = inner.send && inner.sync;
    const Rule why = inner.why != Rule::None ? inner.why
                     : inner.sync            ? Rule::None
                                             : Rule::E0277_SYNC;
    return {inner.owned, both, both, why};
  }
};
template <class T>
struct Known<Arc<T>> : SharedBetweenThreads<T> {};
template <class T>
struct Known<ArcWeak<T>> : SharedBetweenThreads<T> {};

}  // namespace detail
}  // namespace norace

// Hashed by what it owns, as it is compared.
template <class T>
requires requires(const T& value) { std::hash<T>()(value); }
struct std::hash<norace::Arc<T>> {
  std::size_t operator()(const norace::Arc<T>& owner) const {
    return std::hash<T>()(owner.as_ref());
  }
};
