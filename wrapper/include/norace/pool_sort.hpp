// Sorting on a Pool's workers.
//
// Promise: as std::sort: not stable, in place, and the order is f's, a strict weak one; elements
// are moved and swapped, never copied unless they are plain small values. Parts that are large are
// sorted at the same time, by whoever is free. What f throws comes out, and the elements are all
// there, in some order. n log n calls of f, whatever the elements are.
//
// Example: `PoolSort<int, std::less<int>>::run(core, std::span(v), std::less<int>(), 40);`, on a
// worker.
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <span>
#include <type_traits>
#include <utility>

#include "norace/pool_core.hpp"
#include "norace/pool_fork.hpp"

namespace norace::detail {

// Quicksort; heapsort for a part that splits badly again and again, insertion for a small one. All
// of it swaps: std::sort holds an element in its hand while it asks, and loses it where f throws.
template <class T, class Less>
class PoolSort {
 public:
  // `depth` is how many partitions one element may go through.
  static void run(PoolCore& core, std::span<T> all, const Less& order, int depth) {
    sort(core, all, nullptr, order, depth);
  }

 private:
  // A value that is cheap to move is put on its side of the pivot without asking whether it has to
  // be: a swap too many costs less than a branch that goes either way. Others are moved only where
  // they are on the wrong side.
  static constexpr bool is_cheap =
      std::is_trivially_copyable_v<T> && std::copyable<T> && sizeof(T) <= 16;
  static constexpr std::size_t alone = 2048;  // elements; fewer are not worth another worker
  static constexpr std::size_t small = 16;    // so many are inserted one by one

  // `before` is an element that is not greater than any of these, or null.
  static void sort(PoolCore& core, std::span<T> all, const T* before, const Less& order,
                   int depth) {
    const Less less = order;  // each part's own
    while (all.size() > small && depth != 0) {
      --depth;
      choose_pivot(all, less);
      if constexpr (is_cheap) {
        if (before != nullptr && !less(*before, all.front())) {
          // Nothing is less than the pivot: what equals it is sorted.
          const auto is_equal = [&](const T& x, const T& pivot) { return !less(pivot, x); };
          all = all.subspan(split(all, is_equal) + 1);
          continue;
        }
      }
      const std::size_t at = split(all, less);
      const std::span<T> left = all.first(at);
      const std::span<T> right = all.subspan(at + 1);
      const T* const pivot = &all[at];
      if (all.size() > alone) {
        fork(
            core, [&] { sort(core, left, before, less, depth); },
            [&] { sort(core, right, pivot, less, depth); });
        return;
      }
      sort(core, left, before, less, depth);
      all = right;
      before = pivot;
    }
    if (all.size() > small)
      sort_by_heap(all, less);
    else
      insert_each(all, less);
  }
  static void insert_each(std::span<T> all, const Less& less) {
    using std::swap;
    for (std::size_t i = 1; i < all.size(); ++i)
      for (std::size_t at = i; at != 0 && less(all[at], all[at - 1]); --at)
        swap(all[at], all[at - 1]);
  }
  static void sort_by_heap(std::span<T> all, const Less& less) {
    using std::swap;
    for (std::size_t i = all.size() / 2; i-- != 0;) sift_down(all, i, less);
    for (std::size_t end = all.size(); end-- > 1;) {
      swap(all[0], all[end]);
      sift_down(all.first(end), 0, less);
    }
  }
  static void sift_down(std::span<T> heap, std::size_t at, const Less& less) {
    using std::swap;
    for (std::size_t child = 0; (child = 2 * at + 1) < heap.size(); at = child) {
      if (child + 1 < heap.size() && less(heap[child], heap[child + 1])) ++child;
      if (!less(heap[at], heap[child])) return;
      swap(heap[at], heap[child]);
    }
  }

  // The pivot is at the front. Its place, when what is less is on its left and what is greater on
  // its right. choose_pivot() left one on each side that stops the search; what equals the pivot
  // goes to both sides, so that many equal ones are halved too.
  static std::size_t split(std::span<T> all, const Less& less) requires(!is_cheap) {
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
    std::iter_swap(all.begin(), low - 1);
    return static_cast<std::size_t>(low - all.begin()) - 1;
  }
  // The same for cheap values: what goes_left(x, pivot) says decides, by an addition.
  template <class GoesLeft>
  static std::size_t split(std::span<T> all, const GoesLeft& goes_left) requires(is_cheap) {
    const T pivot = all.front();
    std::size_t left = 1;
    for (std::size_t i = 1; i != all.size(); ++i) {
      const T x = all[i];
      const bool is_left = goes_left(x, pivot);
      all[i] = all[left];
      all[left] = x;
      left += is_left ? 1 : 0;
    }
    std::swap(all.front(), all[left - 1]);
    return left - 1;
  }

  // The median of three, of large parts that of three such medians, comes to the front; one that is
  // not greater comes behind it, and one that is not less to the end.
  static void choose_pivot(std::span<T> all, const Less& less) {
    const std::size_t middle = all.size() / 2;
    if (all.size() > 128) {
      const std::size_t eighth = all.size() / 8;
      order_three(all[eighth], all[2 * eighth], all[3 * eighth], less);
      order_three(all[middle - 1], all[middle], all[middle + 1], less);
      order_three(all[5 * eighth], all[6 * eighth], all[7 * eighth], less);
      order_three(all[2 * eighth], all[middle], all[6 * eighth], less);
    }
    order_three(all[1], all[middle], all.back(), less);
    std::iter_swap(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(middle));
  }
  static void order_three(T& a, T& b, T& c, const Less& less) {
    using std::swap;
    if (less(b, a)) swap(a, b);
    if (less(c, b)) swap(b, c);
    if (less(b, a)) swap(a, b);
  }
};

}  // namespace norace::detail
