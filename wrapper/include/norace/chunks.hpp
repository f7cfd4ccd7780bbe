// chunks_mut(range, n): splits contiguous data into disjoint parts of n elements, one for each
// scoped thread (Rust's slice::chunks_mut).
//
// Promise: the parts do not overlap and together are the whole range, so each thread may change its
// own part without a lock; f gets a `std::span<T>`. The hazard it stops: index arithmetic by hand
// that lets two threads write one element. The scope checks the parts as it checks borrow_mut(): a
// second borrow of an element throws BorrowError. Where the parts begin and end is found when the
// loop comes to them, so a range that grew before is no danger; a list of parts that is kept is
// E0597.
//
// Threads: T must be Send. The range must stay alive and unmoved until the scope ends.
//
// Example:
//
// ```cpp run
// std::vector<int> v(100);
// norace::scope([&](norace::Scope& s) {
//   for (auto part : norace::chunks_mut(v, 25))
//     s.spawn([](std::span<int> mine) { for (int& x : mine) x = 1; }, part);
// });
// ```
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <span>
#include <stdexcept>
#include <type_traits>
#include <vector>

#include "norace/rule.hpp"
#include "norace/scope.hpp"
#include "norace/traits.hpp"

namespace norace {

template <class Range>
class ChunksMut;

namespace detail {

// One part, for one thread alone. Only a scope takes it to another thread.
template <class T>
class ChunkLoan {
 public:
  std::size_t size() const noexcept { return part_.size(); }

 private:
  friend struct Lending;
  template <class Range>
  friend class norace::ChunksMut;
  explicit ChunkLoan(std::span<T> part) noexcept : part_(part) {}
  std::span<T> part_;
};

template <class Range>
concept Contiguous = requires(Range& range) {
  std::span(range);
};
// Stands for a range that has no parts where that was rejected, so that the loop over them says
// nothing more. It depends on the range: else every compiler would make it for everybody.
template <class Range>
using Stand = std::conditional_t<Contiguous<Range>, Range, std::vector<int>>;
template <Contiguous Range>
using ElementOf = typename decltype(std::span(std::declval<Range&>()))::element_type;

}  // namespace detail

// A part that is kept. Nobody makes one while E0597 is on.
template <class T>
class ChunkMut {
 public:
  NORACE_IF_E0597_KEPT ChunkMut(const detail::ChunkLoan<T>& loan) noexcept : loan_(loan) {}
  NORACE_IF_E0597_KEPT ChunkMut(const ChunkMut& other) noexcept : loan_(other.loan_) {}
  NORACE_IF_E0597_KEPT ChunkMut& operator=(const ChunkMut& other) noexcept {
    loan_ = other.loan_;
    return *this;
  }
  std::size_t size() const noexcept { return loan_.size(); }

 private:
  friend struct detail::Lending;
  detail::ChunkLoan<T> loan_;
};

// The parts of a range, for a loop.
template <class Range>
class ChunksMut {
  using T = detail::ElementOf<Range>;

 public:
  class Iterator {
   public:
    detail::ChunkLoan<T> operator*() const { return chunks_->part(at_); }
    Iterator& operator++() noexcept {
      ++at_;
      return *this;
    }
    bool operator!=(const Iterator& other) const noexcept { return at_ != other.at_; }

   private:
    friend class ChunksMut;
    Iterator(const ChunksMut* chunks, std::size_t at) noexcept : chunks_(chunks), at_(at) {}
    const ChunksMut* chunks_;
    std::size_t at_;
  };

  ChunksMut(const ChunksMut&) = delete;
  ChunksMut& operator=(const ChunksMut&) = delete;

  Iterator begin() const noexcept { return Iterator(this, 0); }
  Iterator end() const noexcept { return Iterator(this, size()); }
  // How many parts there are.
  std::size_t size() const noexcept {
    const std::size_t all = std::span(range_).size();
    return all / each_ + (all % each_ != 0 ? 1 : 0);
  }
  NORACE_IF_E0597_KEPT operator std::vector<ChunkMut<T>>() const {
#if NORACE_ON_E0597
    return detail::never<std::vector<ChunkMut<T>>>();
#else
    std::vector<ChunkMut<T>> parts;
    for (std::size_t i = 0; i < size(); ++i) parts.push_back(part(i));
    return parts;
#endif
  }

 private:
  template <class R>
  requires(detail::Contiguous<R>) friend ChunksMut<R> chunks_mut(R& range, std::size_t size);
  ChunksMut(Range& range, std::size_t each) noexcept : range_(range), each_(each) {}
  detail::ChunkLoan<T> part(std::size_t i) const {
    const std::span<T> whole(range_);
    // (A range that shrank meanwhile has no such part any more.)
    const std::size_t begin = std::min(i * each_, whole.size());
    return detail::ChunkLoan<T>(whole.subspan(begin, std::min(each_, whole.size() - begin)));
  }
  Range& range_;
  std::size_t each_;
};

namespace detail {
template <class T>
struct Known<ChunkLoan<T>> {
  template <class... Seen>
  static constexpr Answer answer() {
    return borrows;
  }
};
template <class T>
struct Known<ChunkMut<T>> : Known<BorrowMut<T>> {};
template <class Range>
struct Known<ChunksMut<Range>> : Known<ChunkLoan<int>> {};
template <class L, class T>
struct LentPart {
  using type = std::span<T>;
  using mut = std::span<T>;
  using kept = std::span<T>;
  static constexpr Rule breaks = lending_mut_breaks<T>;
  static kept keep(const L& loan) { return Lending::part(loan); }
  static type open(const kept& lent) { return lent; }
  static LentRange range(const kept& lent) { return LentRange::of(lent.data(), lent.size(), true); }
};
template <class T>
struct LentTo<ChunkLoan<T>> : LentPart<ChunkLoan<T>, T> {};
template <class T>
struct LentTo<ChunkMut<T>> : LentPart<ChunkMut<T>, T> {};
}  // namespace detail

// Parts of `size` elements each, the last one shorter where they do not divide (Rust's). A size of
// 0 throws std::invalid_argument.
template <class Range>
requires(detail::Contiguous<Range>)
    [[nodiscard]] ChunksMut<Range> chunks_mut(Range& range, std::size_t size) {
  if (size == 0) throw std::invalid_argument("norace: chunks_mut() of size 0");
  return ChunksMut<Range>(range, size);
}
template <class Range>
requires(!detail::Contiguous<Range> && NORACE_ON_N0006_PARTS) NORACE_REJECT(N0006_PARTS)
ChunksMut<detail::Stand<Range>> chunks_mut(Range&, std::size_t) {
  return detail::never<ChunksMut<detail::Stand<Range>>>();
}

}  // namespace norace
