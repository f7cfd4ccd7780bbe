// Pool: a few threads that run many tasks, each taking over what another one has not begun (rayon's
// ThreadPool, oneTBB's arena).
//
// Promise: everything that spawn() and Scope::spawn() reject is rejected here, by the same rules: a
// task owns what it uses, or it is lent to it for a call that returns when all is done.
//
//   spawn(f, args...)     a task that owns its arguments; its TaskHandle is what a JoinHandle is
//   spawn(task)           a coroutine: see async_pool.hpp
//   scope(f)              scope() with tasks in place of threads: borrow(), borrow_mut(), chunks
//   join(f, g)            both, at once where somebody is free; gives both results
//   for_each(v, f)        f(T&) of each element, which no other worker has meanwhile
//   transform(in, out, f) out[i] = f(in[i])
//   reduce(v, zero, f)    f(f(zero, v[0]), v[1])..., in parts: f is associative, `zero` its zero
//   sort(v), sort(v, f)   as std::sort, in parts
//
// f of the last four is called by several workers at once, as const (E0594, E0277). What f is lent
// comes in through lending(f, borrow(x)). With a CancelToken first they stop between parts, and
// throw Cancelled; what is done is done.
//
// Nesting: all of these may be called by tasks. Whoever waits on a worker runs other tasks
// meanwhile, so nested waiting does not deadlock; but a task that holds a lock while it waits may
// run one that wants the lock, and then waits for ever: unlock first. Exceptions come out of the
// call, or of join(); of several the one of the first part. The other parts are finished before.
// The destructor runs what is left and joins the workers; on a worker of its own it lets them end
// by themselves.
//
// Threads: Send and Sync; all methods are const. Memory order: what was before a call happens
// before its tasks, and they before its return, or before join() returns.
//
// Example:
//
// ```cpp compile_fail,E0373
// const norace::Pool pool;
// std::vector<int> v(1000, 1);
// pool.for_each(v, [](int& x) { x += 1; });
// int sum = pool.reduce(v, 0, [](int a, const int& b) { return a + b; });
// pool.for_each(v, [&](int& x) { sum += x; });  // E0373
// ```
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "norace/borrow.hpp"
#include "norace/cancel.hpp"
#include "norace/chunks.hpp"
#include "norace/lending.hpp"
#include "norace/pool_calls.hpp"
#include "norace/pool_core.hpp"
#include "norace/pool_fork.hpp"
#include "norace/pool_function.hpp"
#include "norace/pool_job.hpp"
#include "norace/rule.hpp"
#include "norace/scope.hpp"
#include "norace/spawn_rule.hpp"
#include "norace/task_handle.hpp"
#include "norace/thread.hpp"
#include "norace/traits.hpp"

namespace norace {

template <class T>
class Task;  // see async.hpp

namespace detail {

// Found through a using, as in ScopeThreads: one diagnostic instead of two.
class PoolSpawn {
 public:
  template <class F, class... Args>
  requires(spawn_breaks<F, Args...> == Rule::None &&
           std::invocable<std::decay_t<F>, std::decay_t<Args>...>)
      NORACE_IF_N0001 TaskHandle<SpawnResult<F, Args...>> spawn(F&& f, Args&&... args)
  const { return PoolCalls::spawn(core_, std::forward<F>(f), std::forward<Args>(args)...); }
  template <class F, class G>
  requires(join_breaks<F, G> == Rule::None) JoinedResults<F, G> join(F f, G g)
  const { return PoolCalls::join(*core_, f, g); }

  // A coroutine: see async_pool.hpp.
  template <class T>
  NORACE_IF_N0001 TaskHandle<T> spawn(norace::Task<T>&& task) const {
    return PoolCalls::spawn_task(core_, std::move(task));
  }
  template <class T>
  NORACE_IF_E0382_AWAIT TaskHandle<T> spawn(norace::Task<T>& task) const {
    return PoolCalls::spawn_task(core_, std::move(task));
  }

  // The rejected calls, one overload a rule.
  template <class F, class... Args>
  requires(spawn_breaks<F, Args...> == Rule::E0373) NORACE_REJECT(E0373)
  auto spawn(F&&, Args&&...) const { return never<TaskHandle<ResultIfAny<F, Args...>>>(); }
  template <class F, class... Args>
  requires(spawn_breaks<F, Args...> == Rule::E0373_OPAQUE) NORACE_REJECT(E0373_OPAQUE)
  auto spawn(F&&, Args&&...) const { return never<TaskHandle<ResultIfAny<F, Args...>>>(); }
  template <class F, class... Args>
  requires(spawn_breaks<F, Args...> == Rule::E0515) NORACE_REJECT(E0515)
  auto spawn(F&&, Args&&...) const { return never<TaskHandle<ResultIfAny<F, Args...>>>(); }
  template <class F, class... Args>
  requires(spawn_breaks<F, Args...> == Rule::E0521) NORACE_REJECT(E0521)
  auto spawn(F&&, Args&&...) const { return never<TaskHandle<ResultIfAny<F, Args...>>>(); }
  template <class F, class... Args>
  requires(spawn_breaks<F, Args...> == Rule::E0277_SEND) NORACE_REJECT(E0277_SEND)
  auto spawn(F&&, Args&&...) const { return never<TaskHandle<ResultIfAny<F, Args...>>>(); }
  template <class F, class... Args>
  requires(spawn_breaks<F, Args...> == Rule::E0277_SYNC) NORACE_REJECT(E0277_SYNC)
  auto spawn(F&&, Args&&...) const { return never<TaskHandle<ResultIfAny<F, Args...>>>(); }
  template <class F, class... Args>
  requires(spawn_breaks<F, Args...> == Rule::E0277_UNKNOWN) NORACE_REJECT(E0277_UNKNOWN)
  auto spawn(F&&, Args&&...) const { return never<TaskHandle<ResultIfAny<F, Args...>>>(); }
  template <class F, class... Args>
  requires(spawn_breaks<F, Args...> == Rule::N0006) NORACE_REJECT(N0006)
  auto spawn(F&&, Args&&...) const { return never<TaskHandle<ResultIfAny<F, Args...>>>(); }
  template <class F, class... Args>
  requires(spawn_breaks<F, Args...> == Rule::N0006_OWNED) NORACE_REJECT(N0006_OWNED)
  auto spawn(F&&, Args&&...) const { return never<TaskHandle<ResultIfAny<F, Args...>>>(); }

  template <class F, class G>
  requires(join_breaks<F, G> == Rule::E0373) NORACE_REJECT(E0373)
  auto join(F&&, G&&) const { return never<JoinedResults<F, G>>(); }
  template <class F, class G>
  requires(join_breaks<F, G> == Rule::E0373_OPAQUE) NORACE_REJECT(E0373_OPAQUE)
  auto join(F&&, G&&) const { return never<JoinedResults<F, G>>(); }
  template <class F, class G>
  requires(join_breaks<F, G> == Rule::E0515) NORACE_REJECT(E0515)
  auto join(F&&, G&&) const { return never<JoinedResults<F, G>>(); }
  template <class F, class G>
  requires(join_breaks<F, G> == Rule::E0277_SEND) NORACE_REJECT(E0277_SEND)
  auto join(F&&, G&&) const { return never<JoinedResults<F, G>>(); }
  template <class F, class G>
  requires(join_breaks<F, G> == Rule::E0277_SYNC) NORACE_REJECT(E0277_SYNC)
  auto join(F&&, G&&) const { return never<JoinedResults<F, G>>(); }
  template <class F, class G>
  requires(join_breaks<F, G> == Rule::E0277_UNKNOWN) NORACE_REJECT(E0277_UNKNOWN)
  auto join(F&&, G&&) const { return never<JoinedResults<F, G>>(); }
  template <class F, class G>
  requires(join_breaks<F, G> == Rule::E0594) NORACE_REJECT(E0594)
  auto join(F&&, G&&) const { return never<JoinedResults<F, G>>(); }
  template <class F, class G>
  requires(join_breaks<F, G> == Rule::N0006) NORACE_REJECT(N0006)
  auto join(F&&, G&&) const { return never<JoinedResults<F, G>>(); }

 protected:
  explicit PoolSpawn(std::size_t workers)
      : core_(PoolCore::start(std::max<std::size_t>(1, workers))) {}
  ~PoolSpawn() = default;
  friend struct AsyncAccess;
  const std::shared_ptr<PoolCore> core_;
};

}  // namespace detail

class Pool : detail::PoolSpawn {
  template <class Range>
  using ElementOf = detail::ElementOf<Range>;
  template <class Range>
  using ValueOf = std::remove_const_t<detail::ElementOf<Range>>;

 public:
  // So many workers; at least one.
  explicit Pool(std::size_t workers = available_parallelism()) : PoolSpawn(workers) {}
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;
  ~Pool() { core_->close(); }
  std::size_t size() const noexcept { return core_->size(); }

  using detail::PoolSpawn::join;
  using detail::PoolSpawn::spawn;

  // As norace::scope(), with the pool's tasks in place of threads. f runs here.
  template <class F>
  [[gnu::noinline]] auto scope(F&& f) const -> std::invoke_result_t<F, Scope&> {
    detail::PoolRunner runner(core_);
    return detail::ScopeOn::run(&runner, std::forward<F>(f), __builtin_dwarf_cfa());
  }

  template <detail::Contiguous Range>
  void for_each(Range& range, detail::PoolFn<detail::EachKernel<ElementOf<Range>>> f) const {
    for_each_part<ElementOf<Range>>(range, f, nullptr);
  }
  template <detail::Contiguous Range>
  void for_each(const CancelToken& token, Range& range,
                detail::PoolFn<detail::EachKernel<ElementOf<Range>>> f) const {
    for_each_part<ElementOf<Range>>(range, f, &token);
  }

  // Both as long, else std::invalid_argument; one that overlaps the other is a BorrowError.
  template <detail::Contiguous From, detail::Contiguous To>
  void transform(const From& from, To& to,
                 detail::PoolFn<detail::MapKernel<ValueOf<From>, ElementOf<To>>> f) const {
    transform_parts<ValueOf<From>, ElementOf<To>>(from, to, f, nullptr);
  }
  template <detail::Contiguous From, detail::Contiguous To>
  void transform(const CancelToken& token, const From& from, To& to,
                 detail::PoolFn<detail::MapKernel<ValueOf<From>, ElementOf<To>>> f) const {
    transform_parts<ValueOf<From>, ElementOf<To>>(from, to, f, &token);
  }

  template <detail::Contiguous Range>
  ValueOf<Range> reduce(const Range& range, const std::type_identity_t<ValueOf<Range>>& zero,
                        detail::PoolFn<detail::FoldKernel<ValueOf<Range>>> f) const {
    return reduce_parts<ValueOf<Range>>(range, zero, f, nullptr);
  }
  template <detail::Contiguous Range>
  ValueOf<Range> reduce(const CancelToken& token, const Range& range,
                        const std::type_identity_t<ValueOf<Range>>& zero,
                        detail::PoolFn<detail::FoldKernel<ValueOf<Range>>> f) const {
    return reduce_parts<ValueOf<Range>>(range, zero, f, &token);
  }

  template <detail::Contiguous Range>
  void sort(Range& range) const {
    sort(range, std::less<ElementOf<Range>>());
  }
  template <detail::Contiguous Range>
  void sort(Range& range, detail::PoolFn<detail::SortKernel<ElementOf<Range>>> less) const {
    detail::run_inside(*core_, [&] { less(*core_, std::span<ElementOf<Range>>(range)); });
  }

 private:
  friend struct detail::AsyncAccess;
  template <class T>
  void for_each_part(std::span<T> all, const detail::PoolFn<detail::EachKernel<T>>& f,
                     const CancelToken* token) const {
    detail::PoolCalls::split_all(
        *core_, all.size(), token,
        [&](std::size_t begin, std::size_t end) { f(all.subspan(begin, end - begin)); });
  }
  template <class T, class U>
  void transform_parts(std::span<const T> from, std::span<U> to,
                       const detail::PoolFn<detail::MapKernel<T, U>>& f,
                       const CancelToken* token) const {
    if (from.size() != to.size())
      throw std::invalid_argument("norace: transform() between ranges of different lengths");
    using detail::LentRange;
    if (LentRange::of(from.data(), from.size(), false)
            .conflicts_with(LentRange::of(to.data(), to.size(), true)) &&
        detail::if_on(Rule::E0502) != Rule::None)
      throw BorrowError(Rule::E0502);
    detail::PoolCalls::split_all(
        *core_, from.size(), token, [&](std::size_t begin, std::size_t end) {
          f(from.subspan(begin, end - begin), to.subspan(begin, end - begin));
        });
  }
  template <class T>
  T reduce_parts(std::span<const T> all, const T& zero,
                 const detail::PoolFn<detail::FoldKernel<T>>& f, const CancelToken* token) const {
    const std::size_t grain = std::max<std::size_t>(1, all.size() / (8 * size()));
    return detail::run_inside(
        *core_, [&] { return detail::PoolCalls::reduce<T>(*core_, all, grain, zero, f, token); });
  }
};

namespace detail {
template <>
struct Known<Pool> {
  template <class... Seen>
  static constexpr Answer answer() {
    return yes;
  }
};
}  // namespace detail
}  // namespace norace
