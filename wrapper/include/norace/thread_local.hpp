// LocalKey<Tag, T>: one T for each thread, made at its first use there (Rust's thread_local!).
//
// Promise: with(f) hands f this thread's T and returns what f returns, by value; a reference,
// pointer or view of it cannot leave, nor what may hide one (a closure that owns something
// besides), so no other thread can ever see it: E0712. The hazard it stops: `thread_local` plus an
// address that is passed on.
//
// f gets `const T&`, as in Rust: put a Cell or a RefCell inside to change it. A function that wants
// `T&` gets that, alone: while it runs, and while anybody has the `const T&` that would be changed,
// with(), set() and the like throw BorrowedError. A thread of a scope() that is lent what with()
// hands out is joined before with() returns (E0597, see scope.hpp).
//
// Each key is a type of its own, named by its Tag. T is made by T() or by Tag::init(). Where there
// is none, after its destruction, in its own destructor or while it is being made, AccessError is
// thrown; try_with() gives it as an error.
//
// Example:
//
// ```cpp
// struct Depth { static int init() { return 1; } };
// inline constexpr norace::LocalKey<Depth, norace::Cell<int>> depth;
//
// int deeper() {
//   depth.with([](const norace::Cell<int>& d) { d.set(d.get() + 1); });
//   return depth.get();
// }
// ```
#pragma once

#include <concepts>
#include <exception>
#include <functional>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

#include "norace/cell.hpp"
#include "norace/loan_watch.hpp"
#include "norace/result.hpp"
#include "norace/rule.hpp"
#include "norace/spawn_rule.hpp"
#include "norace/traits.hpp"

namespace norace {

class AccessError : public std::exception {
 public:
  const char* what() const noexcept override {
    return "norace: a thread-local was asked for while it is made or after its destruction";
  }
};

namespace detail {
// As with a lock's with(): what cannot be seen to own all that it holds may hide a reference.
template <class R>
inline constexpr Rule local_breaks = std::is_void_v<R> || answer_for<R>.owned ? Rule::None
                                                                              : if_on(Rule::E0712);

// The calling thread's T, and what is being done with it. In plain bytes, so that neither making
// nor ending a thread runs anything for a key that it does not use.
template <class T>
struct LocalSlot {
  enum class State : unsigned char { New, Making, Alive, Gone };

  T& value() noexcept { return *std::launder(reinterpret_cast<T*>(bytes)); }

  State state = State::New;
  int users = 0;  // -1: one that is alone
  alignas(T) unsigned char bytes[sizeof(T)] = {};
};
template <class Tag, class T>
inline thread_local constinit LocalSlot<T> local_slot{};

// Its destructor runs with the thread's other thread-locals'.
template <class Tag, class T>
struct LocalEnd {
  LocalEnd() noexcept {}
  ~LocalEnd() {
    local_slot<Tag, T>.state = LocalSlot<T>::State::Gone;
    local_slot<Tag, T>.value().~T();
  }
};

template <class Tag, class T>
LocalSlot<T>& made_local() {
  using State = typename LocalSlot<T>::State;
  LocalSlot<T>& slot = local_slot<Tag, T>;
  if (slot.state == State::Alive) return slot;
  if (slot.state != State::New) throw AccessError();
  struct Making {
    explicit Making(LocalSlot<T>& s) : slot(s) { slot.state = State::Making; }
    Making(const Making&) = delete;
    Making& operator=(const Making&) = delete;
    ~Making() { slot.state = then; }
    LocalSlot<T>& slot;
    State then = State::New;
  } making(slot);
  if constexpr (requires { Tag::init(); })
    ::new (static_cast<void*>(slot.bytes)) T(Tag::init());
  else
    ::new (static_cast<void*>(slot.bytes)) T();
  making.then = State::Alive;
  if constexpr (!std::is_trivially_destructible_v<T>) {
    thread_local const LocalEnd<Tag, T> end;
    static_cast<void>(end);
  }
  return slot;
}

// A use that shares, or that is alone.
template <class T>
class LocalUse {
 public:
  LocalUse(LocalSlot<T>& slot, bool is_alone) : slot_(slot), is_alone_(is_alone) {
    if (slot.users < 0 || (is_alone && slot.users != 0)) throw BorrowedError();
    slot.users += is_alone ? -1 : 1;
  }
  LocalUse(const LocalUse&) = delete;
  LocalUse& operator=(const LocalUse&) = delete;
  ~LocalUse() {
    settle_loans_of_object(std::addressof(slot_.value()));
    slot_.users -= is_alone_ ? -1 : 1;
  }
  T& value() const noexcept { return slot_.value(); }

 private:
  LocalSlot<T>& slot_;
  const bool is_alone_;
};

// What with(f) hands out, and what comes back.
template <class F, class T>
using LocalArgument = std::conditional_t<std::is_invocable_v<F, const T&>, const T&, T&>;
template <class F, class T>
using LocalResult = std::invoke_result_t<F, LocalArgument<F, T>>;
template <class F, class T, Rule rule>
concept LocalCallBreaks = std::invocable<F, LocalArgument<F, T>> && local_breaks<LocalResult<F, T>>
== rule;

// Found through a using, as in ScopeThreads: one diagnostic instead of two.
template <class Tag, class T>
class LocalValue {
 public:
  template <class F>
  requires LocalCallBreaks<F, T, Rule::None>
  decltype(auto) with(F&& f) const { return call(std::forward<F>(f)); }
  template <class F>
  requires LocalCallBreaks<F, T, Rule::E0712> NORACE_REJECT(E0712)
  decltype(auto) with(F&& f) const { return call(std::forward<F>(f)); }

  // As with(); an AccessError comes back instead of being thrown.
  template <class F>
  requires LocalCallBreaks<F, T, Rule::None> Result<LocalResult<F, T>, AccessError> try_with(F&& f)
  const {
    try {
      made_local<Tag, T>();
    } catch (const AccessError& e) {
      return Err(e);
    }
    if constexpr (std::is_void_v<LocalResult<F, T>>) {
      call(std::forward<F>(f));
      return {};
    } else {
      return call(std::forward<F>(f));
    }
  }

 private:
  template <class F>
  static decltype(auto) call(F&& f) {
    const LocalUse<T> use(made_local<Tag, T>(), !std::is_invocable_v<F, const T&>);
    return std::invoke(std::forward<F>(f), static_cast<LocalArgument<F, T>>(use.value()));
  }
};

// What a key of a T, of a Cell<U> and of a RefCell<U> replaces: the T, or the U inside.
template <class T>
struct LocalInside {
  using type = T;
  static T replace(T& mine, T value) { return std::exchange(mine, std::move(value)); }
  static constexpr bool is_alone = true;
};
template <class U>
struct LocalInside<Cell<U>> {
  using type = U;
  static U replace(const Cell<U>& mine, U value) { return mine.replace(std::move(value)); }
  static constexpr bool is_alone = false;
};
template <class U>
struct LocalInside<RefCell<U>> {
  using type = U;
  static U replace(const RefCell<U>& mine, U value) { return mine.replace(std::move(value)); }
  static constexpr bool is_alone = false;
};

}  // namespace detail

template <class Tag, class T>
class LocalKey : detail::LocalValue<Tag, T> {
  using Inside = detail::LocalInside<T>;
  using Value = typename Inside::type;

 public:
  using detail::LocalValue<Tag, T>::try_with;
  using detail::LocalValue<Tag, T>::with;

  // A copy: of the T, or of what a Cell or a RefCell holds.
  Value get() const requires std::copy_constructible<Value> {
    const detail::LocalUse<T> use(detail::made_local<Tag, T>(), false);
    if constexpr (std::same_as<T, Value>)
      return use.value();
    else if constexpr (requires { use.value().get(); })
      return use.value().get();
    else
      return Value(*use.value().borrow());
  }
  // The old value is destroyed, comes back, or is left as a new one: as in Cell and RefCell.
  void set(Value value) const { static_cast<void>(replace(std::move(value))); }
  Value replace(Value value) const {
    const detail::LocalUse<T> use(detail::made_local<Tag, T>(), Inside::is_alone);
    return Inside::replace(use.value(), std::move(value));
  }
  Value take() const requires std::default_initializable<Value> { return replace(Value()); }

  // Of a RefCell: with(f) of what it holds, borrowed for the call.
  template <class F>
  requires requires(const T& cell) { cell.borrow(); }
  auto with_borrow(F&& f) const {
    return with([&](const T& cell) {
      auto borrowed = cell.borrow();
      return std::invoke(std::forward<F>(f), *std::as_const(borrowed));
    });
  }
  template <class F>
  requires requires(const T& cell) { cell.borrow_mut(); }
  auto with_borrow_mut(F&& f) const {
    return with([&](const T& cell) {
      auto borrowed = cell.borrow_mut();
      return std::invoke(std::forward<F>(f), *borrowed);
    });
  }
};

}  // namespace norace
