// chunks_mut(range, n): splits contiguous data into disjoint parts of n elements, one for each
// scoped thread (Rust's slice::chunks_mut).
//
// Promise: the parts do not overlap and together are the whole range, so each thread may change its
// own part without a lock; f gets a `std::span<T>`. The hazard it stops: index arithmetic by hand
// that lets two threads write one element. The scope checks the parts as it checks borrow_mut(): a
// second borrow of an element throws BorrowError.
//
// Threads: T must be Send. The range must stay alive and unmoved until the scope ends.
//
// Example:
//
//   std::vector<int> v(100);
//   norace::scope([&](norace::Scope& s) {
//     for (auto part : norace::chunks_mut(v, 25))
//       s.spawn([](std::span<int> mine) { for (int& x : mine) x = 1; }, part);
//   });
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <memory>
#include <span>
#include <stdexcept>
#include <vector>

#include "norace/rule.hpp"
#include "norace/scope.hpp"
#include "norace/traits.hpp"

namespace norace {

// One part, lent to one thread alone.
template <class T>
class ChunkMut {
 public:
  std::size_t size() const noexcept { return size_; }

 private:
  friend struct detail::Lending;
  template <class Range>
  friend auto chunks_mut(Range& range, std::size_t size);
  ChunkMut(T* begin, std::size_t size) noexcept : begin_(begin), size_(size) {}
  T* begin_;
  std::size_t size_;
};

namespace detail {
template <class T>
struct Known<ChunkMut<T>> : Known<BorrowMut<T>> {};
template <class T>
struct LentTo<ChunkMut<T>> {
  using type = std::span<T>;
  static constexpr Rule breaks = answer_for<T>.send ? Rule::None : if_on(Rule::E0277_SEND);
};
}  // namespace detail

// Parts of `size` elements each, the last one shorter where they do not divide (Rust's). A size of
// 0 throws std::invalid_argument.
template <class Range>
[[nodiscard]] auto chunks_mut(Range& range, std::size_t size) {
  const std::span whole(range);
  using T = typename decltype(whole)::element_type;
  if (size == 0) throw std::invalid_argument("norace: chunks_mut() of size 0");
  std::vector<ChunkMut<T>> parts;
  for (std::size_t begin = 0; begin < whole.size(); begin += size)
    parts.push_back(ChunkMut<T>(whole.data() + begin, std::min(size, whole.size() - begin)));
  return parts;
}

}  // namespace norace
