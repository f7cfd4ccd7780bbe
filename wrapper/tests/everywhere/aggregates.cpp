// Every kind of first, middle and last member that an aggregate may have, with and without
// initialisers: whoever holds a borrow, at whatever place, is not Owned; the innocent are, as far
// as they can be counted; and none of them stops the compile.
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "norace/norace.hpp"

namespace {

// Kinds of members that are hard to make: without a default value, with one that has to be asked
// for, with nothing that converts to them, and those that move only or not at all.
struct NoDefault {
  explicit(false) NoDefault(int n) : number(n) {}
  int number;
};
struct ExplicitDefault {
  explicit ExplicitDefault() = default;
  int number = 0;
};
struct FromAnything {
  template <class T>
  explicit(false) FromAnything(T) {}
  int number = 0;
};
struct FromNothing {
  explicit(false) FromNothing(int n) : number(n) {}
  template <class T>
  FromNothing(T) = delete;
  int number;
};
struct DefaultOrNothing {
  DefaultOrNothing() = default;
  template <class T>
  explicit DefaultOrNothing(T) = delete;
  int number = 0;
};
struct Nested {
  NoDefault first;
  int rest[2];
};
struct Empty {};
struct NestedPointer {
  NoDefault first;
  int* target;
};

template <class T>
T made() {
  std::terminate();  // nobody runs it
}

template <class F, class M, class L>
struct Plain {
  F first;
  M middle;
  L last;
};
template <class F, class M, class L>
struct WithInitialisers {
  F first = made<F>();
  M middle = made<M>();
  L last = made<L>();
};
template <class F, class M, class L>
struct WithInitialisers<F[2], M, L> {
  F first[2] = {made<F>(), made<F>()};
  M middle = made<M>();
  L last = made<L>();
};
template <class F, class M, class L>
struct WithInitialisers<F, M[2], L> {
  F first = made<F>();
  M middle[2] = {made<M>(), made<M>()};
  L last = made<L>();
};
template <class F, class M, class L>
struct WithInitialisers<F, M, L[2]> {
  F first = made<F>();
  M middle = made<M>();
  L last[2] = {made<L>(), made<L>()};
};
template <class F, class M, class L>
struct WithInitialisers<F[2], M, L[2]> {
  F first[2] = {made<F>(), made<F>()};
  M middle = made<M>();
  L last[2] = {made<L>(), made<L>()};
};

template <class T>
inline constexpr bool borrows = !norace::Owned<T>;
template <class T>
inline constexpr bool borrows<T&> = true;
template <>
inline constexpr bool borrows<NestedPointer> = true;

// Nothing can be made of these by a value, or by {} either.
template <class T>
inline constexpr bool is_countable = true;
template <>
inline constexpr bool is_countable<FromNothing> = false;
template <class T>
inline constexpr bool is_countable<T[2]> = is_countable<T>;

template <class T, class... Ms>
struct Holds {
  static constexpr bool a_borrow = (borrows<Ms> || ...);
  static constexpr bool only_countable = (is_countable<Ms> && ...);
  static_assert(!a_borrow || (!norace::Owned<T> && !norace::Send<T>));
  static_assert(a_borrow || !only_countable || norace::Owned<T>);
};

template <class F, class M, class L>
struct Checked : Holds<Plain<F, M, L>, F, M, L>, Holds<WithInitialisers<F, M, L>, F, M, L> {};

template <class... Ts>
struct Kinds {
  template <class F>
  static constexpr std::size_t of_first = (sizeof(Checked<F, int, Ts>) + ...);
  static constexpr std::size_t all = (of_first<Ts> + ...);
};

static_assert(Kinds<int, std::string, NoDefault[2], ExplicitDefault, FromNothing, FromNothing[2],
                    Nested, norace::Arc<int>[2], norace::SendFn<void()>, Empty, int* [2],
                    std::string_view, const int&, NestedPointer>::all > 0);
static_assert(sizeof(Checked<int, NoDefault[2], int*>) > 0);
static_assert(sizeof(Checked<NoDefault, norace::Sender<int>, std::unique_ptr<int*>>) > 0);
static_assert(sizeof(Checked<std::vector<int>, std::optional<NoDefault>, norace::Atomic<int>>) > 0);

// What is hard to make is not taken to be nothing.
struct OnlyAtTheEnd {
  DefaultOrNothing first;
  FromNothing last = 1;
};
struct PointerAfterBoth {
  DefaultOrNothing first;
  FromNothing middle[2] = {1, 2};
  int* last = nullptr;
};
struct FromAnythingFirst {
  FromAnything first;
  int* last;
};
struct Big {
  int* first[100];
  std::string last;
};
struct BigAfter {
  norace::Arc<int> first;
  int* last[100];
};
struct BitsFirst {
  unsigned a : 3;
  unsigned : 2;
  unsigned b : 3;
  int* last;
};
struct EmptyBase : Empty {
  NoDefault first[2] = {1, 2};
  int* last = nullptr;
};
struct NotSyncBase : norace::NotSync {
  int first;
};
struct NotSyncInside {
  [[no_unique_address]] norace::NotSync first;
  NoDefault last;
};
static_assert(!norace::Owned<PointerAfterBoth> && !norace::Owned<FromAnythingFirst>);
static_assert(!norace::Owned<Big> && !norace::Owned<BigAfter> && !norace::Owned<BitsFirst>);
static_assert(!norace::Owned<EmptyBase> && !norace::Sync<NotSyncBase>);
static_assert(!norace::Sync<NotSyncInside> && norace::Send<NotSyncInside>);
static_assert(norace::Send<Plain<norace::SendFn<void()>, norace::Sender<int>, int[2]>>);

}  // namespace
