// TryLockResult<Guard>: what try_lock() gives: a guard, or nothing if somebody else holds the lock.
//
// Promise: all that std::optional<Guard> does, for which it stands, but for one thing: of a
// temporary one, `->` is E0716. It would reach around the guard's own rule, without a look whether
// there is a guard at all.
//
// Example:
//
// ```cpp compile_fail,E0716
// const norace::Mutex<int> m(0);
// if (auto guard = m.try_lock()) **guard += 1;
// m.try_lock()->unlock();  // E0716
// ```
#pragma once

#include <optional>

#include "norace/analysis.hpp"
#include "norace/guarded.hpp"
#include "norace/rule.hpp"

namespace norace {

template <class Guard>
class TryLockResult : public std::optional<Guard> {
  using Optional = std::optional<Guard>;

 public:
  using Optional::Optional;

  Guard* operator->() & noexcept NORACE_LIFETIMEBOUND { return Optional::operator->(); }
  const Guard* operator->() const& noexcept NORACE_LIFETIMEBOUND { return Optional::operator->(); }
  NORACE_IF_E0716 Guard* operator->() && noexcept { return Optional::operator->(); }
  NORACE_IF_E0716 const Guard* operator->() const&& noexcept { return Optional::operator->(); }
};

namespace detail {
template <class Guard>
struct Known<TryLockResult<Guard>> : NeverLeaves {};
}  // namespace detail
}  // namespace norace
