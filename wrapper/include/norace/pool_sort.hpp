// Sorting on a Pool's workers.
//
// Promise: as std::sort: not stable, in place, and the order is f's; parts that are large are
// sorted at the same time, by whoever is free. What f throws comes out, and the elements are all
// there, in some order.
//
// Example: `PoolSort::run(core, std::span(v), std::less<int>(), 40);`, on a worker.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>

#include "norace/pool_core.hpp"
#include "norace/pool_job.hpp"

namespace norace::detail {

struct PoolSort {
  // Quicksort; a part that is small, or that splits badly again and again, goes to std::sort.
  template <class T, class Less>
  static void run(PoolCore& core, std::span<T> all, const Less& order, int depth) {
    const Less less = order;  // each part's own
    constexpr std::size_t small = 2048;
    if (all.size() <= small || depth == 0) return std::sort(all.begin(), all.end(), less);
    const auto middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
    // The median of three comes to the front, and leaves one on each side that stops the search.
    order_three(all[1], *middle, all.back(), less);
    std::iter_swap(all.begin(), middle);
    const T& pivot = all.front();
    auto low = all.begin() + 1;
    auto high = all.end();
    for (;; ++low) {
      while (less(*low, pivot)) ++low;
      do --high;
      while (less(pivot, *high));
      if (!(low < high)) break;
      std::iter_swap(low, high);
    }
    const auto left = static_cast<std::size_t>(low - all.begin());
    fork(
        core, [&] { run(core, all.first(left), less, depth - 1); },
        [&] { run(core, all.subspan(left), less, depth - 1); });
  }

 private:
  template <class T, class Less>
  static void order_three(T& a, T& b, T& c, const Less& less) {
    using std::swap;
    if (less(b, a)) swap(a, b);
    if (less(c, b)) swap(b, c);
    if (less(b, a)) swap(a, b);
  }
};

}  // namespace norace::detail
