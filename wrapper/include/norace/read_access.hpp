// What a guard lets its holder do who may only read.
//
// Promise: as RwLockReadGuard: a scalar by value (ReadOnly), a class as const; of a guard without a
// name only what is over with the expression (E0716). Self says where the data is:
// `const T& shared() const`.
//
// Example: `class MappedGuard : public detail::ReadAccess<MappedGuard, T> { ... };`
#pragma once

#include <memory>

#include "norace/analysis.hpp"
#include "norace/read_only.hpp"
#include "norace/rule.hpp"
#include "norace/temporary.hpp"
#include "norace/temporary_members.hpp"

namespace norace::detail {

template <class Self, class T>
class NORACE_MOVES_OUT ReadAccess {
 public:
  NORACE_USES ReadOnly<T> operator*() const& noexcept requires shared_by_value<T> {
    return ReadOnly<T>(data());
  }
  NORACE_USES Shared<T>& operator*() const& noexcept NORACE_LIFETIMEBOUND
      requires(!shared_by_value<T>) {
    return data();
  }
  NORACE_USES Shared<T>* operator->() const& noexcept NORACE_LIFETIMEBOUND {
    return std::addressof(data());
  }
  NORACE_USES SharedRef<T> operator*() && noexcept requires Scalar<T> {
    return SharedRef<T>(data());
  }
  NORACE_USES InExpressionType<Shared<T>> operator*() && noexcept requires(!Scalar<T>) {
    return in_expression(data());
  }
  NORACE_USES auto operator->() && noexcept requires CalledInExpression<T> {
    return members_in_expression(data());
  }
  NORACE_IF_E0716 Shared<T>* operator->() && noexcept requires(!CalledInExpression<T>) {
    return std::addressof(data());
  }
  NORACE_USES const T& as_ref() const& noexcept NORACE_LIFETIMEBOUND { return data(); }
  NORACE_IF_E0716 const T& as_ref() && noexcept { return data(); }

 protected:
  ReadAccess() noexcept = default;
  ReadAccess(ReadAccess&&) noexcept = default;
  ReadAccess& operator=(ReadAccess&&) noexcept = default;
  ReadAccess(const ReadAccess&) noexcept {}
  ~ReadAccess() = default;

 private:
  Shared<T>& data() const noexcept { return static_cast<const Self*>(this)->shared(); }
};

}  // namespace norace::detail
