// Cell<T> and RefCell<T>: change through a const reference, within one thread (Rust's).
//
// Promise: Cell moves values in and out and never lends them: a destructor or a function of
// update() that comes back to the same Cell finds a whole value. RefCell lends its value to one
// writer or to several readers at a time, and throws BorrowedError otherwise, also when it is moved
// or emptied while it lends. The counting is not atomic, so both are Send but not Sync, and their
// guards are neither. The hazard they stop: a `mutable` member that two threads write through const
// methods.
//
// Example:
//
// ```cpp run
// struct Cache { norace::Cell<int> hits; norace::RefCell<std::string> last; };
// const Cache c{};
// c.hits.set(c.hits.get() + 1);
// auto last = c.last.borrow_mut();
// last->append("x");
// ```
#pragma once

#include <concepts>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "norace/analysis.hpp"
#include "norace/loan_watch.hpp"
#include "norace/rule.hpp"
#include "norace/take.hpp"
#include "norace/temporary.hpp"
#include "norace/temporary_members.hpp"
#include "norace/traits.hpp"
#include "norace/try_lock_result.hpp"

namespace norace {

template <class T>
class Cell {
 public:
  constexpr Cell() requires std::default_initializable<T> : value_() {}
  constexpr explicit Cell(T value) noexcept : value_(std::move(value)) {}
  // Not trivial, so that no closure can hide a Cell from the borrow detector.
  constexpr Cell(const Cell& other) : value_(other.value_) {}
  constexpr Cell(Cell&& other) noexcept : value_(std::move(other.value_)) {}
  Cell& operator=(const Cell&) = delete;
  ~Cell() = default;

  T get() const requires std::copy_constructible<T> { return value_; }
  void set(T value) const { static_cast<void>(replace(std::move(value))); }
  // Gives the old value back.
  T replace(T value) const { return std::exchange(value_, std::move(value)); }
  T take() const requires std::default_initializable<T> { return replace(T()); }
  void swap(const Cell& other) const {
    if (this != &other) other.value_ = replace(std::move(other.value_));
  }
  // Sets f(value), where f gets a copy; returns what was set.
  template <class F>
  requires std::copy_constructible<T> T update(F&& f)
  const {
    set(std::invoke(std::forward<F>(f), get()));
    return get();
  }
  // Of a Cell that is one's own: nobody can come back to it through a const reference meanwhile.
  T& get_mut() noexcept NORACE_LIFETIMEBOUND { return value_; }
  T into_inner() && { return std::move(value_); }

 private:
  mutable T value_;
};

template <class T>
inline constexpr bool lends_nothing<Cell<T>> = true;

class BorrowedError : public std::exception {
 public:
  const char* what() const noexcept override {
    return "norace: this RefCell is borrowed in a way that excludes another borrow";
  }
};

template <class T>
class RefCell;

namespace detail {
// How a RefCell is borrowed: -1 by one writer, else by so many readers.
class BorrowCount {
 public:
  constexpr BorrowCount() noexcept = default;
  BorrowCount(const BorrowCount&) = delete;
  BorrowCount& operator=(const BorrowCount&) = delete;
  bool is_free() const noexcept { return count_ == 0; }
  bool may_read() const noexcept { return count_ >= 0; }
  void add_reader() noexcept { ++count_; }
  void drop_reader() noexcept { --count_; }
  void add_writer() noexcept { --count_; }
  void drop_writer() noexcept { ++count_; }

 private:
  int count_ = 0;
};
}  // namespace detail

// A shared borrow of a RefCell's value, or of a part of it.
template <class T>
class NORACE_IF_N0001 NORACE_MOVES_OUT Ref {
 public:
  Ref(Ref&& other) noexcept : count_(detail::take(other.count_)), value_(other.value_) {}
  Ref& operator=(Ref&&) = delete;
  ~Ref() {
    if (count_ == nullptr) return;
    detail::settle_loans_of_object(value_);
    count_->drop_reader();
  }
  NORACE_USES const T& operator*() const& noexcept NORACE_LIFETIMEBOUND { return *value_; }
  NORACE_USES const T* operator->() const& noexcept NORACE_LIFETIMEBOUND { return value_; }
  // Of a borrow without a name, see temporary.hpp.
  NORACE_USES detail::InExpressionType<const T> operator*() && noexcept {
    return detail::in_expression(*value_);
  }
  NORACE_USES auto operator->() && noexcept requires detail::CalledInExpression<T> {
    return detail::members_in_expression(*value_);
  }
  NORACE_IF_E0716 const T* operator->() && noexcept requires(!detail::CalledInExpression<T>) {
    return value_;
  }
  // Another borrow of the same (Rust's Ref::clone).
  [[nodiscard]] NORACE_USES Ref clone() const noexcept {
    count_->add_reader();
    return Ref(*count_, *value_);
  }
  // A borrow of the part that f(value) refers to, in the place of this one.
  template <class F>
  static auto map(Ref ref, F&& f) {
    const auto& part = std::invoke(std::forward<F>(f), *ref.value_);
    static_assert(std::is_lvalue_reference_v<std::invoke_result_t<F, const T&>>,
                  "Ref::map() wants a function that returns a reference into the value");
    return Ref<std::remove_cvref_t<decltype(part)>>(*detail::take(ref.count_), part);
  }

 private:
  template <class>
  friend class Ref;
  friend class RefCell<T>;
  // The reader is counted already.
  Ref(detail::BorrowCount& count, const T& value) noexcept
      : count_(&count), value_(std::addressof(value)) {}
  detail::BorrowCount* count_;
  const T* value_;
};

// The only borrow of a RefCell's value, or of a part of it.
template <class T>
class NORACE_IF_N0001 NORACE_MOVES_OUT RefMut {
 public:
  RefMut(RefMut&& other) noexcept : count_(detail::take(other.count_)), value_(other.value_) {}
  RefMut& operator=(RefMut&&) = delete;
  ~RefMut() {
    if (count_ == nullptr) return;
    detail::settle_loans_of_object(value_);
    count_->drop_writer();
  }
  NORACE_USES T& operator*() & noexcept NORACE_LIFETIMEBOUND { return *value_; }
  NORACE_USES T* operator->() & noexcept NORACE_LIFETIMEBOUND { return value_; }
  NORACE_USES const T& operator*() const& noexcept NORACE_LIFETIMEBOUND { return *value_; }
  NORACE_USES const T* operator->() const& noexcept NORACE_LIFETIMEBOUND { return value_; }
  NORACE_USES detail::InExpressionType<T> operator*() && noexcept {
    return detail::in_expression(*value_);
  }
  NORACE_USES auto operator->() && noexcept requires detail::CalledInExpression<T> {
    return detail::members_in_expression(*value_);
  }
  NORACE_IF_E0716 T* operator->() && noexcept requires(!detail::CalledInExpression<T>) {
    return value_;
  }
  template <class F>
  static auto map(RefMut ref, F&& f) {
    auto& part = std::invoke(std::forward<F>(f), *ref.value_);
    return RefMut<std::remove_reference_t<decltype(part)>>(*detail::take(ref.count_), part);
  }

 private:
  template <class>
  friend class RefMut;
  friend class RefCell<T>;
  RefMut(detail::BorrowCount& count, T& value) noexcept
      : count_(&count), value_(std::addressof(value)) {}
  detail::BorrowCount* count_;
  T* value_;
};

template <class T>
class RefCell {
 public:
  constexpr RefCell() requires std::default_initializable<T> : value_() {}
  template <class... Args>
  requires(sizeof...(Args) > 0 && std::constructible_from<T, Args...> &&
           !(std::same_as<std::remove_cvref_t<Args>, RefCell> &&
             ...)) constexpr explicit RefCell(Args&&... args)
      : value_(std::forward<Args>(args)...) {}
  // BorrowedError while it is borrowed.
  RefCell(RefCell&& other) : value_(std::move(other.free_value())) {}
  RefCell& operator=(RefCell&&) = delete;
  ~RefCell() = default;

  NORACE_IF_N0001 Ref<T> borrow() const NORACE_LIFETIMEBOUND {
    if (!count_.may_read()) throw BorrowedError();
    return read();
  }
  NORACE_IF_N0001 RefMut<T> borrow_mut() const NORACE_LIFETIMEBOUND {
    if (!count_.is_free()) throw BorrowedError();
    return write();
  }
  // Empty where borrow() and borrow_mut() throw.
  [[nodiscard]] TryLockResult<Ref<T>> try_borrow() const noexcept NORACE_LIFETIMEBOUND {
    if (!count_.may_read()) return std::nullopt;
    return read();
  }
  [[nodiscard]] TryLockResult<RefMut<T>> try_borrow_mut() const noexcept NORACE_LIFETIMEBOUND {
    if (!count_.is_free()) return std::nullopt;
    return write();
  }
  // Each throws BorrowedError while it is borrowed. The old value comes back.
  T replace(T value) const { return std::exchange(free_value(), std::move(value)); }
  template <class F>
  T replace_with(F&& f) const {
    auto mine = borrow_mut();
    return std::exchange(*mine, std::invoke(std::forward<F>(f), *mine));
  }
  T take() const requires std::default_initializable<T> { return replace(T()); }
  void swap(const RefCell& other) const {
    T& mine = free_value();
    T& theirs = other.free_value();
    if (&mine != &theirs) theirs = std::exchange(mine, std::move(theirs));
  }
  T& get_mut() NORACE_LIFETIMEBOUND { return free_value(); }
  T into_inner() && { return std::move(free_value()); }

 private:
  Ref<T> read() const noexcept {
    count_.add_reader();
    return Ref<T>(count_, value_);
  }
  RefMut<T> write() const noexcept {
    count_.add_writer();
    return RefMut<T>(count_, value_);
  }
  T& free_value() const {
    if (!count_.is_free()) throw BorrowedError();
    return value_;
  }
  mutable detail::BorrowCount count_;
  mutable T value_;
};

namespace detail {

template <class T>
struct MovesOnly {
  template <class... Seen>
  static constexpr Answer answer() {
    return without_sync(detail::answer<T, Seen...>());
  }
};
struct StaysHere {
  template <class... Seen>
  static constexpr Answer answer() {
    return {false, false, false, Rule::E0277_SEND};
  }
};
template <class T>
struct Known<Cell<T>> : MovesOnly<T> {};
template <class T>
struct Known<RefCell<T>> : MovesOnly<T> {};
template <class T>
struct Known<Ref<T>> : StaysHere {};
template <class T>
struct Known<RefMut<T>> : StaysHere {};

}  // namespace detail
}  // namespace norace
