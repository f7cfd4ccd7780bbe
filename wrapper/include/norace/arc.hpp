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
//   auto counter = norace::Arc<norace::Mutex<int>>::make(0);
//   auto h = norace::spawn([](norace::Arc<norace::Mutex<int>> c) { *c->lock().get() += 1; },
//                          counter.clone());
//   h.join();
#pragma once

#include <concepts>
#include <memory>
#include <optional>
#include <utility>

#include "norace/analysis.hpp"
#include "norace/read_only.hpp"
#include "norace/rule.hpp"
#include "norace/traits.hpp"

namespace norace {

template <class T>
class ArcWeak;

template <class T>
class NORACE_MOVES_OUT Arc {
 public:
  using value_type = T;

  // T(args...), or T{args...} for an aggregate.
  template <class... Args>
  requires std::constructible_from<T, Args...>
  [[nodiscard]] static Arc make(Args&&... args) {
    return Arc(std::make_shared<T>(std::forward<Args>(args)...));
  }
  template <class... Args>
  requires(!std::constructible_from<T, Args...> && requires(Args && ... args) {
    T{std::forward<Args>(args)...};
  }) [[nodiscard]] static Arc make(Args&&... args) {
    struct Braced {
      explicit Braced(Args&&... given) : value{std::forward<Args>(given)...} {}
      T value;
    };
    auto owner = std::make_shared<Braced>(std::forward<Args>(args)...);
    return Arc(std::shared_ptr<T>(owner, std::addressof(owner->value)));
  }

  // An Arc of what derives from T, which has to bear being shared as that.
  template <class U>
  requires(!std::same_as<U, T> && std::convertible_to<U*, T*> && detail::answer_for<U>.send &&
           detail::answer_for<U>.sync) Arc(Arc<U> other)
  noexcept : owner_(std::move(other.owner_)) {}

  // Another owner of the same T.
  [[nodiscard]] NORACE_USES Arc clone() const noexcept { return *this; }
  [[nodiscard]] NORACE_USES ArcWeak<T> downgrade() const noexcept;

  // A scalar by value, which refers to nothing.
  NORACE_USES ReadOnly<T> operator*() const noexcept requires detail::shared_by_value<T> {
    return ReadOnly<T>(*owner_);
  }
  NORACE_USES detail::Shared<T>& operator*() const noexcept NORACE_LIFETIMEBOUND
      requires(!detail::shared_by_value<T>) {
    return *owner_;
  }
  NORACE_USES detail::Shared<T>* operator->() const noexcept NORACE_LIFETIMEBOUND {
    return owner_.get();
  }
  NORACE_USES const T& as_ref() const noexcept NORACE_LIFETIMEBOUND { return *owner_; }

  // Arcs that own the same T now; already out of date when others are copied or dropped meanwhile.
  NORACE_USES long strong_count() const noexcept { return owner_.use_count(); }
  friend bool ptr_eq(const Arc& a, const Arc& b) noexcept { return a.owner_ == b.owner_; }

 private:
  friend class ArcWeak<T>;
  template <class U>
  friend class Arc;
  explicit Arc(std::shared_ptr<T> owner) noexcept : owner_(std::move(owner)) {}
  std::shared_ptr<T> owner_;
};

// Does not keep the T alive; upgrade() gives an Arc while it lives.
template <class T>
class ArcWeak {
 public:
  ArcWeak() noexcept = default;
  [[nodiscard]] std::optional<Arc<T>> upgrade() const noexcept {
    if (auto owner = weak_.lock()) return Arc<T>(std::move(owner));
    return std::nullopt;
  }
  [[nodiscard]] ArcWeak clone() const noexcept { return *this; }

 private:
  friend class Arc<T>;
  explicit ArcWeak(std::weak_ptr<T> weak) noexcept : weak_(std::move(weak)) {}
  std::weak_ptr<T> weak_;
};

template <class T>
ArcWeak<T> Arc<T>::downgrade() const noexcept {
  return ArcWeak<T>(owner_);
}

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
