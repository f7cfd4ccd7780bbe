// Arc, Rc and Atomic: what Rust's have.
#include <gtest/gtest.h>

#include <cstring>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "norace/norace.hpp"

namespace {

using norace::Ordering;

struct Arcs {
  template <class T>
  using Owner = norace::Arc<T>;
  template <class T>
  using Weak = norace::ArcWeak<T>;
};
struct Rcs {
  template <class T>
  using Owner = norace::Rc<T>;
  template <class T>
  using Weak = norace::Weak<T>;
};
template <class Kind>
class Owners : public testing::Test {};
using Kinds = testing::Types<Arcs, Rcs>;
TYPED_TEST_SUITE(Owners, Kinds, );

TYPED_TEST(Owners, CountOwnersAndObservers) {
  using Owner = typename TypeParam::template Owner<int>;
  auto a = Owner::make(1);
  auto b = a.clone();
  auto w = a.downgrade();
  EXPECT_EQ(a.strong_count(), 2U);
  EXPECT_EQ(Owner::weak_count(a), 1U);
  EXPECT_EQ(w.strong_count(), 2U);
  EXPECT_EQ(w.weak_count(), 1U);
  EXPECT_TRUE(ptr_eq(a, b));
  EXPECT_TRUE(ptr_eq(w, b.downgrade()));
  { auto gone = std::move(a); }
  { auto gone = std::move(b); }
  EXPECT_EQ(w.strong_count(), 0U);
  EXPECT_EQ(w.weak_count(), 0U);
  EXPECT_FALSE(w.upgrade());
}

TYPED_TEST(Owners, GiveTheirValueToTheLastOne) {
  using Owner = typename TypeParam::template Owner<std::unique_ptr<int>>;
  auto a = Owner::make(std::make_unique<int>(1));
  auto b = a.clone();
  auto refused = Owner::try_unwrap(std::move(a));
  ASSERT_FALSE(refused);
  EXPECT_EQ(b.strong_count(), 2U);
  { auto gone = std::move(refused).error(); }
  auto w = b.downgrade();
  EXPECT_EQ(**std::move(b).try_unwrap(), 1);
  EXPECT_FALSE(w.upgrade());
  auto c = Owner::make(std::make_unique<int>(2));
  EXPECT_EQ(Owner::into_inner(c.clone()), std::nullopt);
  EXPECT_EQ(**Owner::into_inner(std::move(c)), 2);
}

TYPED_TEST(Owners, ChangeWhatTheyOwnAlone) {
  using Owner = typename TypeParam::template Owner<std::string>;
  auto a = Owner::make("a");
  *a.get_mut() = "b";
  auto b = a.clone();
  EXPECT_EQ(a.get_mut(), nullptr);
  a.make_mut() += "c";
  EXPECT_EQ(a.as_ref(), "bc");
  EXPECT_EQ(b.as_ref(), "b");
  auto w = a.downgrade();
  EXPECT_EQ(Owner::get_mut(a), nullptr);
  a.make_mut() += "d";
  EXPECT_FALSE(w.upgrade());
  EXPECT_EQ(Owner::unwrap_or_clone(a.clone()), "bcd");
  EXPECT_EQ(Owner::unwrap_or_clone(std::move(a)), "bcd");
}

TYPED_TEST(Owners, CompareAndHashWhatTheyOwn) {
  using Owner = typename TypeParam::template Owner<int>;
  EXPECT_EQ(Owner::make(1), Owner::make(1));
  EXPECT_NE(Owner::make(1), Owner::make(2));
  EXPECT_LT(Owner::make(1), Owner::make(2));
  std::unordered_set<Owner> hashed;
  hashed.insert(Owner::make(3));
  EXPECT_EQ(hashed.count(Owner::make(3)), 1U);
  std::set<Owner> sorted{Owner::make(2), Owner::make(1), Owner::make(2)};
  EXPECT_EQ(sorted.size(), 2U);
}

template <class Kind>
struct Knows {
  typename Kind::template Weak<Knows> self;
  int n;
};
TYPED_TEST(Owners, MayKnowThemselves) {
  using T = Knows<TypeParam>;
  using Owner = typename TypeParam::template Owner<T>;
  auto a = Owner::new_cyclic([](const typename TypeParam::template Weak<T>& self) {
    EXPECT_FALSE(self.upgrade());
    return T{self.clone(), 4};
  });
  EXPECT_EQ(a.strong_count(), 1U);
  EXPECT_EQ(a.weak_count(), 1U);
  EXPECT_TRUE(ptr_eq(*a->self.upgrade(), a));
  const auto throws = [](const typename TypeParam::template Weak<T>&) -> T { throw 1; };
  EXPECT_THROW(static_cast<void>(Owner::new_cyclic(throws)), int);
}

struct Figure {
  Figure() = default;
  Figure(const Figure&) = default;
  virtual ~Figure() = default;
  virtual int area() const = 0;
};
struct Square final : Figure {
  explicit Square(int s) : side(s), text("a text that is long enough for the heap") {}
  int area() const override { return side * side + static_cast<int>(text.size()); }
  int side;
  std::string text;
};

}  // namespace
template <>
inline constexpr bool norace::unsafe_send<Figure> = true;
template <>
inline constexpr bool norace::unsafe_sync<Figure> = true;
template <>
inline constexpr bool norace::unsafe_send<Square> = true;
template <>
inline constexpr bool norace::unsafe_sync<Square> = true;
namespace {
struct NotShareable final : Figure {
  int area() const override { return ++hits; }
  mutable int hits = 0;
};

TYPED_TEST(Owners, AreOwnersOfABaseClass) {
  using Owner = typename TypeParam::template Owner<Figure>;
  std::vector<Owner> shapes;
  shapes.push_back(TypeParam::template Owner<Square>::make(2));
  EXPECT_EQ(shapes[0]->area(), 43);
  using Hidden = typename TypeParam::template Owner<NotShareable>;
  static_assert(!std::is_convertible_v<Hidden, Owner>);
}

TEST(Arc, IsUpgradedWhileOthersUnwrap) {
  for (int i = 0; i < 200; ++i) {
    auto a = norace::Arc<std::string>::make("a text that is long enough for the heap");
    auto h = norace::spawn(
        [](norace::ArcWeak<std::string> w) {
          const auto owner = w.upgrade();
          return owner ? owner->as_ref().size() : 39U;
        },
        a.downgrade());
    const auto mine = std::move(a).try_unwrap();
    EXPECT_EQ(mine ? mine->size() : 39U, 39U);
    EXPECT_EQ(h.join(), 39U);
  }
}

TEST(Atomic, HasRustsOperations) {
  const norace::Atomic<bool> flag(true);
  EXPECT_TRUE(flag.fetch_and(false, Ordering::SeqCst));
  EXPECT_FALSE(flag.fetch_or(true, Ordering::SeqCst));
  EXPECT_TRUE(flag.fetch_xor(true, Ordering::SeqCst));
  EXPECT_FALSE(flag.fetch_nand(true, Ordering::SeqCst));
  EXPECT_TRUE(flag.fetch_not(Ordering::SeqCst));
  EXPECT_FALSE(flag.load(Ordering::SeqCst));
  const norace::Atomic<int> n(0x13);
  EXPECT_EQ(n.fetch_nand(0x31, Ordering::SeqCst), 0x13);
  EXPECT_EQ(n.load(Ordering::SeqCst), ~(0x13 & 0x31));
  n.store(23, Ordering::SeqCst);
  EXPECT_EQ(n.fetch_max(22, Ordering::SeqCst), 23);
  EXPECT_EQ(n.fetch_max(24, Ordering::SeqCst), 23);
  EXPECT_EQ(n.fetch_min(23, Ordering::SeqCst), 24);
  EXPECT_EQ(n.update(Ordering::SeqCst, Ordering::SeqCst, [](int x) { return x + 1; }), 23);
  const auto odd = [](int x) { return x % 2 == 1 ? std::optional<int>(x * 2) : std::nullopt; };
  EXPECT_EQ(n.fetch_update(Ordering::SeqCst, Ordering::SeqCst, odd).error(), 24);
  EXPECT_EQ(n.try_update(Ordering::SeqCst, Ordering::SeqCst, odd).error(), 24);
  EXPECT_EQ(n.fetch_update(Ordering::SeqCst, Ordering::SeqCst, [](int x) { return x + 1; }), 24);
  EXPECT_EQ(n.fetch_update(Ordering::SeqCst, Ordering::SeqCst, odd), 25);
  EXPECT_EQ(n.load(Ordering::SeqCst), 50);
}

TEST(Atomic, RefusesImpossibleOrders) {
  const norace::Atomic<int> n(1);
  EXPECT_THROW(n.load(Ordering(Ordering::Release)), norace::InvalidOrdering);
  EXPECT_THROW(n.load(Ordering(Ordering::AcqRel)), norace::InvalidOrdering);
  EXPECT_THROW(n.store(1, Ordering(Ordering::Acquire)), norace::InvalidOrdering);
  EXPECT_THROW(n.store(1, Ordering(Ordering::AcqRel)), norace::InvalidOrdering);
  EXPECT_THROW(n.compare_exchange(1, 2, Ordering(Ordering::SeqCst), Ordering(Ordering::Release)),
               norace::InvalidOrdering);
  EXPECT_THROW(norace::fence(Ordering(Ordering::Relaxed)), norace::InvalidOrdering);
  EXPECT_EQ(n.load(Ordering::Relaxed), 1);
}

struct PaddedPair {
  char letter;
  int number;
  bool operator==(const PaddedPair&) const = default;
};
PaddedPair with_padding_of(unsigned char byte, char letter, int number) {
  PaddedPair p;
  std::memset(static_cast<void*>(&p), byte, sizeof p);
  p.letter = letter;
  p.number = number;
  return p;
}
TEST(Atomic, ComparesValuesNotPadding) {
  const norace::Atomic<PaddedPair> a(with_padding_of(0xff, 'a', 1));
  EXPECT_EQ(a.compare_exchange(with_padding_of(0, 'a', 1), PaddedPair{'b', 2}, Ordering::SeqCst,
                               Ordering::SeqCst),
            std::nullopt);
  EXPECT_TRUE(a.compare_exchange(with_padding_of(0, 'a', 1), PaddedPair{'c', 3}, Ordering::SeqCst,
                                 Ordering::SeqCst));
  EXPECT_EQ(a.load(Ordering::SeqCst), (PaddedPair{'b', 2}));
}

}  // namespace
