// Send, Sync and Owned, as tables. Each line is a fact; most were tried as an attack.
#include "norace/traits.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "norace/arc.hpp"
#include "norace/atomic.hpp"
#include "norace/mutex.hpp"

namespace {

using norace::Owned;
using norace::Send;
using norace::Sync;

struct Node {
  int value;
  std::unique_ptr<Node> next;
  std::vector<Node> children;
};
static_assert(Send<Node> && !Sync<Node> && Owned<Node>);  // a const unique_ptr lets writers in
struct Frozen {
  int value;
  std::unique_ptr<const Frozen> next;
  std::vector<Frozen> children;
};
static_assert(Send<Frozen> && Sync<Frozen> && Owned<Frozen>);

struct WithMutable {
  mutable int cache;
};
static_assert(Send<WithMutable> && !Sync<WithMutable> && Owned<WithMutable>);
struct HidesMutable {
  std::string name;
  WithMutable inner[2];
};
static_assert(Send<HidesMutable> && !Sync<HidesMutable>);
struct WithVolatile {
  volatile bool stop;
};
static_assert(Send<WithVolatile> && !Sync<WithVolatile>);
struct WithReference {
  std::string name;
  int& target;
};
static_assert(!Owned<WithReference> && !Send<WithReference>);
struct WithConstReference {
  std::string name;
  const int& target;
};
static_assert(!Owned<WithConstReference>);
struct WithRvalueReference {
  int&& target;
};
static_assert(!Owned<WithRvalueReference>);
struct WithPointers {
  int* targets[3];
};
static_assert(!Owned<WithPointers>);
int a_global;
struct WithDefaultedReference {
  int id;
  int& target = a_global;
};
static_assert(!Owned<WithDefaultedReference>);
struct WithBitFields {
  unsigned a : 3;
  unsigned : 2;
  unsigned b : 3;
};
static_assert(Send<WithBitFields> && Sync<WithBitFields>);
struct WithAnonymousUnion {
  int kind;
  union {
    int a;
    int* p;
  };
};
static_assert(!Owned<WithAnonymousUnion> && !Send<WithAnonymousUnion>);
struct WithFunctionPointers {
  int (*call)(int);
  int WithBitFields::*unused;
};
static_assert(Send<WithFunctionPointers> && Owned<WithFunctionPointers>);
struct WithMarker {
  norace::NotSend marker;
};
static_assert(!Send<WithMarker> && Owned<WithMarker>);
struct Derived : WithPointers {
  int more;
};
static_assert(!Owned<Derived>);
struct Polymorphic {
  virtual ~Polymorphic() = default;
};
static_assert(!Send<Polymorphic> && !Send<std::unique_ptr<Polymorphic>>);
class Closed {
 public:
  explicit Closed(std::string name) : name_(std::move(name)) {}

 private:
  std::string name_;
};
static_assert(!Send<Closed>);  // unknown is refused
struct Incomplete;
static_assert(!Send<std::unique_ptr<Incomplete>>);
// Private numbers; GCC 12 has no other way than the layout where no constructor is constexpr.
class Numbers {
 public:
  Numbers(int a, double b) : a_(a), b_(b) {}

 private:
  int a_;
  double b_;
};
static_assert(Send<Numbers> && Owned<Numbers> && !Sync<Numbers>);
class Address {
 public:
  explicit Address(int* of) : of_(of) {}

 private:
  int* of_;
};
static_assert(!Send<Address> && !Owned<Address>);

// Rust's surprising-but-right answers.
struct OnlySend {
  mutable int cell;
};
static_assert(Send<norace::Mutex<OnlySend>> && Sync<norace::Mutex<OnlySend>>);
static_assert(!Send<norace::Arc<OnlySend>> && !Sync<norace::Arc<OnlySend>>);
static_assert(Send<norace::Arc<norace::Mutex<OnlySend>>>);
static_assert(!Sync<norace::Mutex<std::shared_ptr<int>>>);
static_assert(!Send<norace::MutexGuard<int>> && !Sync<norace::MutexGuard<int>>);
static_assert(Sync<norace::Atomic<int>>);

TEST(Traits, SeeClosures) {
  int n = 0;
  std::size_t wide = 0;
  int* const pointers[2] = {&n, &n};
  const int numbers[2] = {1, 2};
  std::string text;
  auto empty = [] {};
  auto generic = [](auto x) { return x; };
  auto by_value = [n] { return n; };
  auto by_value_wide = [wide] { return wide; };
  auto two_values = [n, wide] { return static_cast<std::size_t>(n) + wide; };
  auto numbers_by_value = [numbers] { return numbers[0]; };
  auto by_reference = [&n] { return n; };
  auto everything = [&] { return n + static_cast<int>(wide); };
  auto pointer = [p = &n] { return *p; };
  auto array_of_pointers = [pointers] { return *pointers[0]; };
  auto nested = [inner = by_reference] { return inner(); };
  auto nested_array = [inner = array_of_pointers] { return inner(); };
  auto owns = [text] { return text.size(); };
  static_assert(Send<decltype(empty)> && Owned<decltype(empty)>);
  static_assert(Send<decltype(generic)>);
  static_assert(Send<decltype(by_value)>);
  static_assert(Send<decltype(by_value_wide)>);
  static_assert(Send<decltype(two_values)>);
  static_assert(Send<decltype(numbers_by_value)>);
  static_assert(!Owned<decltype(by_reference)>);
  static_assert(!Owned<decltype(everything)>);
  static_assert(!Owned<decltype(pointer)>);
  static_assert(!Owned<decltype(array_of_pointers)>);
  static_assert(!Owned<decltype(nested)>);
  static_assert(!Owned<decltype(nested_array)>);
  static_assert(!Owned<decltype(owns)>);  // innocent, but it cannot be seen
  EXPECT_EQ(by_value() + nested() + pointer(), 0);
}

}  // namespace
