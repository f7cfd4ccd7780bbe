// std's parallel algorithms for checked functions only.
//
// std_for_each(std::execution::par, v, f): std::for_each over parts of v that are nobody else's, as
// Pool::for_each(): f(T&) is called as const by several threads at once (E0594, E0277), and what it
// is lent comes in through lending(f, borrow(x)) (E0373). f must not throw: std ends the program.
//
// libstdc++ runs them on oneTBB, whose library the program links itself (-ltbb); where its headers
// are not installed, one thread does all. Memory order: what was before the call happens before
// f's, and they before its return.
//
// Example:
//
// <!-- cpp
// #include <execution>
// -->
// ```cpp compile_fail,E0373
// std::vector<int> numbers{1, 2};
// int total = 0;
// norace::std_for_each(std::execution::par, numbers, [](int& n) { n *= 2; });
// norace::std_for_each(std::execution::par, numbers, [&](int& n) { total += n; });  // E0373
// ```
#pragma once

#include <algorithm>
#include <cstddef>
#include <execution>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "norace/chunks.hpp"
#include "norace/foreign_each.hpp"
#include "norace/pool_function.hpp"

namespace norace {

template <class Policy, detail::Contiguous Range>
requires std::is_execution_policy_v<std::remove_cvref_t<Policy>>
void std_for_each(Policy&& policy, Range& range,
                  detail::PoolFn<detail::EachKernel<detail::ElementOf<Range>>> f) {
  detail::ForeignEach<detail::ElementOf<Range>>(range, f).run([&](std::size_t n, const auto& part) {
    struct Part {
      std::size_t begin;
      std::size_t end;
    };
    const std::size_t threads = std::max(1U, std::thread::hardware_concurrency());
    const std::size_t grain = std::max<std::size_t>(1, n / (8 * threads));
    std::vector<Part> parts;
    for (std::size_t i = 0; i < n; i += grain) parts.push_back({i, std::min(n, i + grain)});
    std::for_each(std::forward<Policy>(policy), parts.begin(), parts.end(),
                  [&](const Part& some) { part(some.begin, some.end); });
  });
}

}  // namespace norace
