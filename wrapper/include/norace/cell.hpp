// Cell<T> and RefCell<T>: change through a const reference, within one thread (Rust's).
//
// Promise: Cell moves values in and out and never lends them; RefCell lends its value to one writer
// or to several readers at a time, and throws BorrowMutError or BorrowedError otherwise. The
// counting is not atomic, so both are Send but not Sync, and their guards are neither. The hazard
// they stop: a `mutable` member that two threads write through const methods.
//
// Example:
//
//   struct Cache { norace::Cell<int> hits; norace::RefCell<std::string> last; };
//   const Cache c{};
//   c.hits.set(c.hits.get() + 1);
//   auto last = c.last.borrow_mut();
//   last->append("x");
#pragma once

#include <concepts>
#include <exception>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "norace/analysis.hpp"
#include "norace/rule.hpp"
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
  void set(T value) const { value_ = std::move(value); }
  T replace(T value) const { return std::exchange(value_, std::move(value)); }
  T take() const requires std::default_initializable<T> { return replace(T()); }
  template <class F>
  T update(F&& f) const {
    set(std::forward<F>(f)(value_));
    return value_;
  }
  T into_inner() && { return std::move(value_); }

 private:
  mutable T value_;
};

class BorrowedError : public std::exception {
 public:
  const char* what() const noexcept override {
    return "norace: this RefCell is borrowed in a way that excludes another borrow";
  }
};

template <class T>
class RefCell;

// A shared borrow of a RefCell's value.
template <class T>
class NORACE_IF_N0001 NORACE_MOVES_OUT Ref {
 public:
  Ref(Ref&& other) noexcept : cell_(std::exchange(other.cell_, nullptr)) {}
  Ref& operator=(Ref&&) = delete;
  ~Ref() {
    if (cell_ != nullptr) --cell_->readers_;
  }
  NORACE_USES const T& operator*() const& noexcept NORACE_LIFETIMEBOUND { return cell_->value_; }
  NORACE_USES const T* operator->() const& noexcept NORACE_LIFETIMEBOUND {
    return std::addressof(cell_->value_);
  }
  NORACE_IF_E0716 const T& operator*() && noexcept { return cell_->value_; }
  NORACE_IF_E0716 const T* operator->() && noexcept { return std::addressof(cell_->value_); }

 private:
  friend class RefCell<T>;
  explicit Ref(const RefCell<T>* cell) noexcept : cell_(cell) { ++cell_->readers_; }
  const RefCell<T>* cell_;
};

// The only borrow of a RefCell's value.
template <class T>
class NORACE_IF_N0001 NORACE_MOVES_OUT RefMut {
 public:
  RefMut(RefMut&& other) noexcept : cell_(std::exchange(other.cell_, nullptr)) {}
  RefMut& operator=(RefMut&&) = delete;
  ~RefMut() {
    if (cell_ != nullptr) cell_->readers_ = 0;
  }
  NORACE_USES T& operator*() & noexcept NORACE_LIFETIMEBOUND { return cell_->value_; }
  NORACE_USES T* operator->() & noexcept NORACE_LIFETIMEBOUND {
    return std::addressof(cell_->value_);
  }
  NORACE_USES const T& operator*() const& noexcept NORACE_LIFETIMEBOUND { return cell_->value_; }
  NORACE_USES const T* operator->() const& noexcept NORACE_LIFETIMEBOUND {
    return std::addressof(cell_->value_);
  }
  NORACE_IF_E0716 T& operator*() && noexcept { return cell_->value_; }
  NORACE_IF_E0716 T* operator->() && noexcept { return std::addressof(cell_->value_); }

 private:
  friend class RefCell<T>;
  explicit RefMut(const RefCell<T>* cell) noexcept : cell_(cell) { cell_->readers_ = -1; }
  const RefCell<T>* cell_;
};

template <class T>
class RefCell {
 public:
  RefCell() requires std::default_initializable<T> : value_() {}
  template <class... Args>
  requires(sizeof...(Args) > 0 && std::constructible_from<T, Args...> &&
           !(std::same_as<std::remove_cvref_t<Args>, RefCell> &&
             ...)) explicit RefCell(Args&&... args)
      : value_(std::forward<Args>(args)...) {}
  RefCell(RefCell&& other) noexcept : value_(std::move(other.value_)) {}
  RefCell& operator=(RefCell&&) = delete;

  NORACE_IF_N0001 Ref<T> borrow() const NORACE_LIFETIMEBOUND {
    if (readers_ < 0) throw BorrowedError();
    return Ref<T>(this);
  }
  NORACE_IF_N0001 RefMut<T> borrow_mut() const NORACE_LIFETIMEBOUND {
    if (readers_ != 0) throw BorrowedError();
    return RefMut<T>(this);
  }
  [[nodiscard]] TryLockResult<Ref<T>> try_borrow() const noexcept NORACE_LIFETIMEBOUND {
    if (readers_ < 0) return std::nullopt;
    return Ref<T>(this);
  }
  [[nodiscard]] TryLockResult<RefMut<T>> try_borrow_mut() const noexcept NORACE_LIFETIMEBOUND {
    if (readers_ != 0) return std::nullopt;
    return RefMut<T>(this);
  }
  T into_inner() && { return std::move(value_); }

 private:
  friend class Ref<T>;
  friend class RefMut<T>;
  mutable int readers_ = 0;  // -1: one writer
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
