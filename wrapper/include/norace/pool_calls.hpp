// What a Pool's calls do once their arguments are fine.
//
// Promise: each returns, or throws, when all that it started is over.
//
// Example: `PoolCalls::split_all(core, v.size(), nullptr, [&](std::size_t begin, std::size_t end)
// {})`.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <type_traits>
#include <utility>

#include "norace/borrow.hpp"
#include "norace/cancel.hpp"
#include "norace/lending.hpp"
#include "norace/pool_core.hpp"
#include "norace/pool_fork.hpp"
#include "norace/pool_function.hpp"
#include "norace/pool_job.hpp"
#include "norace/scope.hpp"
#include "norace/spawn_rule.hpp"
#include "norace/task_handle.hpp"

namespace norace {
template <class T>
class Task;  // see async.hpp
}  // namespace norace

namespace norace::detail {

// void, or both results, std::monostate for none.
template <class F, class G>
constexpr auto find_joined() {
  using A = typename decltype(OnceCall<std::decay_t<F>>::find())::type;
  using B = typename decltype(OnceCall<std::decay_t<G>>::find())::type;
  if constexpr (std::is_void_v<A> && std::is_void_v<B>)
    return std::type_identity<void>();
  else
    return std::type_identity<std::pair<OrNothing<A>, OrNothing<B>>>();
}
template <class F, class G>
using JoinedResults = typename decltype(find_joined<F, G>())::type;

struct PoolCalls {
  template <class F, class... Args>
  static auto spawn(const std::shared_ptr<PoolCore>& core, F&& f, Args&&... args) {
    using R = SpawnResult<F, Args...>;
    using Spawned = SpawnedJob<R, std::decay_t<F>, std::decay_t<Args>...>;
    auto job = std::make_shared<Spawned>(core, std::forward<F>(f), std::forward<Args>(args)...);
    Spawned::start(job);
    return TaskHandle<R>(std::move(job));
  }
  template <class T>
  static TaskHandle<T> spawn_task(const std::shared_ptr<PoolCore>& core, norace::Task<T>&& task);

  template <class F, class G>
  static auto join(PoolCore& core, F& f, G& g) -> JoinedResults<F, G> {
    refuse_conflicts(f, g);
    return run_inside(core, [&]() -> JoinedResults<F, G> {
      auto results = fork(
          core, [&]() -> decltype(auto) { return OnceCall<F>::call(f); },
          [&]() -> decltype(auto) { return OnceCall<G>::call(g); });
      if constexpr (!std::is_void_v<JoinedResults<F, G>>) return results;
    });
  }

  // body(begin, end) of parts of [begin, end), none larger than `grain`.
  template <class Body>
  static void split(PoolCore& core, std::size_t begin, std::size_t end, std::size_t grain,
                    const Body& body) {
    if (end - begin <= grain) return body(begin, end);
    const std::size_t middle = begin + (end - begin) / 2;
    fork(
        core, [&] { split(core, begin, middle, grain, body); },
        [&] { split(core, middle, end, grain, body); });
  }
  // Several parts for each worker, so that one that is slow is no wait for all.
  template <class Body>
  static void split_all(PoolCore& core, std::size_t size, const CancelToken* token,
                        const Body& body) {
    if (token != nullptr) token->check();
    if (size == 0) return;
    const std::size_t grain = std::max<std::size_t>(1, size / (8 * core.size()));
    run_inside(core, [&] {
      split(core, 0, size, grain, [&](std::size_t begin, std::size_t end) {
        if (token != nullptr) token->check();
        body(begin, end);
      });
    });
  }

  template <class T, class Fold>
  static T reduce(PoolCore& core, std::span<const T> all, std::size_t grain, const T& zero,
                  const Fold& fold, const CancelToken* token) {
    if (all.size() <= grain) {
      if (token != nullptr) token->check();
      return fold(T(zero), all);
    }
    const auto left = all.first(all.size() / 2);
    auto [sum, more] = fork(
        core, [&] { return reduce(core, left, grain, zero, fold, token); },
        [&] { return reduce(core, all.subspan(left.size()), grain, zero, fold, token); });
    return fold(std::move(sum), std::span<const T>(std::addressof(more), 1));
  }

  template <class F, class G>
  static void refuse_conflicts(const F& f, const G& g) {
    if constexpr (is_lending<F> || is_lending<G>) {
      ScopeThreads::refuse_lent<lends_alone<F> || lends_alone<G>>(
          [&] { return both(ranges(f), ranges(g)); });
    }
  }

 private:
  template <class F>
  static auto ranges(const F& f) {
    if constexpr (is_lending<F>)
      return Lender::ranges(f);
    else
      return std::array<LentRange, 0>();
  }
  template <std::size_t n, std::size_t m>
  static auto both(const std::array<LentRange, n>& a, const std::array<LentRange, m>& b) {
    std::array<LentRange, n + m> all{};
    std::copy(a.begin(), a.end(), all.begin());
    std::copy(b.begin(), b.end(), all.begin() + n);
    return all;
  }
};

}  // namespace norace::detail
