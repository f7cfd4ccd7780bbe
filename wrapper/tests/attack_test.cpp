// Attempts to smuggle a borrow into a thread. Each type here must not be both Owned and Send.
#include <gtest/gtest.h>

#include <any>
#include <array>
#include <atomic>
#include <complex>
#include <coroutine>
#include <cstdio>
#include <deque>
#include <exception>
#include <forward_list>
#include <functional>
#include <future>
#include <list>
#include <map>
#include <memory>
#include <memory_resource>
#include <mutex>
#include <optional>
#include <queue>
#include <ranges>
#include <set>
#include <span>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "norace/norace.hpp"

namespace {

template <class T>
concept Smuggles = norace::Send<T> && norace::Owned<T>;

// Pointers and references, one layer down.
static_assert(!Smuggles<int*> && !Smuggles<const int*> && !Smuggles<int&> && !Smuggles<void*>);
static_assert(!Smuggles<int* [2][2]> && !Smuggles<std::array<int*, 2>>);
static_assert(!Smuggles<std::pair<int, int&>> && !Smuggles<std::tuple<const int&>>);
static_assert(!Smuggles<std::variant<int, int*>> && !Smuggles<std::optional<std::string_view>>);
static_assert(!Smuggles<std::vector<std::span<int>>> && !Smuggles<std::list<const char*>>);
static_assert(!Smuggles<std::map<std::string_view, int>> && !Smuggles<std::set<int*>>);
static_assert(!Smuggles<std::unordered_map<int, std::reference_wrapper<int>>>);
static_assert(!Smuggles<std::unique_ptr<int*>> && !Smuggles<std::unique_ptr<int*[]>>);
static_assert(!Smuggles<std::future<int&>> && !Smuggles<std::promise<int*>>);
static_assert(!Smuggles<std::complex<double>*>);

// Iterators, ranges and views.
static_assert(!Smuggles<std::vector<int>::iterator> && !Smuggles<std::deque<int>::iterator>);
static_assert(!Smuggles<std::list<int>::iterator> && !Smuggles<std::map<int, int>::iterator>);
static_assert(!Smuggles<std::vector<bool>::reference> && !Smuggles<std::string::iterator>);
static_assert(!Smuggles<std::reverse_iterator<int*>> && !Smuggles<std::move_iterator<int*>>);
static_assert(!Smuggles<std::initializer_list<int>> && !Smuggles<std::coroutine_handle<>>);
static_assert(!Smuggles<std::ranges::ref_view<std::vector<int>>>);
#if !defined(__clang__) || __clang_major__ > 14  // libstdc++ 12's subrange does not compile there
static_assert(!Smuggles<std::ranges::subrange<int*>>);
#endif

// Erased, shared or counted.
static_assert(!Smuggles<std::any> && !Smuggles<std::function<void()>>);
static_assert(!Smuggles<std::shared_ptr<const int>> && !Smuggles<std::weak_ptr<int>>);
static_assert(!Smuggles<std::exception_ptr> && !Smuggles<std::unique_lock<std::mutex>>);
static_assert(!Smuggles<std::runtime_error>);

// Allocators, comparators and deleters with state.
static_assert(!Smuggles<std::pmr::vector<int>> && !Smuggles<std::pmr::string>);
struct PointerComparator {
  const int* order;
  bool operator()(int a, int b) const { return order[a] < order[b]; }
};
static_assert(!Smuggles<std::set<int, PointerComparator>>);
static_assert(!Smuggles<std::priority_queue<int, std::vector<int>, PointerComparator>>);
struct PointerDeleter {
  std::vector<int>* log;
  void operator()(int* p) const { delete p; }
};
static_assert(!Smuggles<std::unique_ptr<int, PointerDeleter>>);

// Bases, and containers as bases.
struct WithPointer {
  int* p;
};
struct Through : WithPointer {};
struct TwoLevels : Through {
  int x;
};
struct ContainerAndPointer : std::vector<int> {
  int* p;
};
struct PrivateBase : private WithPointer {
  int get() const { return *p; }
};
struct VirtualBase : virtual WithPointer {};
static_assert(!Smuggles<Through> && !Smuggles<TwoLevels> && !Smuggles<ContainerAndPointer>);
static_assert(!Smuggles<PrivateBase> && !Smuggles<VirtualBase>);

// Classes that hide what they hold.
class HiddenArray {
 public:
  int get() const { return *targets_[1]; }

 private:
  int* targets_[2] = {};
};
class HiddenUnion {
 public:
  int get() const { return *u_.p; }

 private:
  union {
    long n;
    int* p;
  } u_ = {};
};
class HiddenString {
 public:
  explicit HiddenString(int* p) : p_(p) {}
  int get() const { return *p_ + static_cast<int>(s_.size()); }

 private:
  std::string s_;
  int* p_;
};
struct LiesAboutItsSize {
  std::string name;
  int& target;
};
struct NamedUnion {
  union Inner {
    int a;
    int* p;
  } inner;
};
[[maybe_unused]] inline auto borrowing_closure(int& n) {
  return [&n] { return n; };
}
struct MemberOfClosureType {
  decltype(borrowing_closure(std::declval<int&>())) closure;
};
static_assert(!Smuggles<HiddenArray> && !Smuggles<HiddenUnion> && !Smuggles<HiddenString>);
static_assert(!Smuggles<LiesAboutItsSize> && !Smuggles<NamedUnion>);
static_assert(!Smuggles<MemberOfClosureType>);

// A stranger's class with a familiar name or shape.
namespace look {
namespace std_like {
template <class T, class A = std::allocator<T>>
class vector {
 public:
  using value_type = T;
  using allocator_type = A;
  explicit vector(T* p) : p_(p) {}
  vector(const vector& o) : p_(o.p_) {}
  T* begin() const { return p_; }

 private:
  T* p_;
};
}  // namespace std_like
}  // namespace look
static_assert(!Smuggles<look::std_like::vector<int>>);

// Our own borrowing types.
static_assert(!Smuggles<norace::Borrow<int>> && !Smuggles<norace::BorrowMut<int>>);
static_assert(!Smuggles<norace::ChunkMut<int>> && !Smuggles<norace::MutexGuard<int>>);
static_assert(!Smuggles<norace::RwLockReadGuard<int>> && !Smuggles<norace::Ref<int>>);
static_assert(!Smuggles<norace::Arc<int*>> && !Smuggles<norace::Arc<norace::Mutex<int*>>>);
static_assert(!Smuggles<norace::Sender<norace::Borrow<int>>>);
static_assert(!Smuggles<norace::OnceLock<std::string_view>>);
static_assert(!Smuggles<norace::Mutex<std::shared_ptr<int>>>);
static_assert(!Smuggles<norace::Cell<int*>> && !Smuggles<norace::JoinHandle<int*>>);

// Owners that may own nothing, and closures in disguise.
struct LeavesItAlone {
  void operator()(int*) const {}
};
static_assert(!Smuggles<std::unique_ptr<int, LeavesItAlone>>);
static_assert(!Smuggles<std::unique_ptr<int, void (*)(int*)>>);
static_assert(!Smuggles<std::future<void>> && !Smuggles<std::vector<std::future<int>>>);
#ifdef __cpp_lib_jthread
static_assert(!Smuggles<std::stop_source> && !Smuggles<std::stop_token> && !Smuggles<std::jthread>);
#endif

// Functors of namespace std that a user specialised with a pointer inside.
struct Key {
  int value;
};
}  // namespace
template <>
struct std::hash<Key> {
  int* calls;
};
template <>
struct std::less<Key> {
  int* calls;
};
namespace {
static_assert(!Smuggles<std::hash<Key>> && !Smuggles<std::set<Key>>);
static_assert(!Smuggles<std::unordered_map<Key, int>> && Smuggles<std::hash<int>>);

// A const unique_ptr leads every thread to the same mutable object.
struct HoldsUnique {
  std::vector<std::unique_ptr<int>> all;
};
static_assert(!norace::Sync<std::unique_ptr<int>> && !norace::Sync<HoldsUnique>);
static_assert(!Smuggles<norace::Arc<HoldsUnique>> && Smuggles<HoldsUnique>);
static_assert(!norace::Sync<norace::RwLock<std::unique_ptr<int>>>);
static_assert(norace::Sync<norace::Mutex<std::unique_ptr<int>>>);
static_assert(norace::Sync<std::unique_ptr<const int>>);
static_assert(norace::Sync<std::unique_ptr<norace::Atomic<int>>>);

// A lock that nobody vouched for.
struct LocksNothing {
  void lock() {}
  void unlock() {}
};
static_assert(!norace::Sync<norace::Mutex<int, LocksNothing>>);
static_assert(!norace::Sync<norace::RwLock<int, LocksNothing>>);

// A listed base, with padding that the derived class may use.
class Padded {
  std::string s_;
  int n_ = 0;
  NORACE_MEMBERS(s_, n_)
};
class NotPadded {
  std::string s_;
  long n_ = 0;
  NORACE_MEMBERS(s_, n_)
};
struct InPadding : Padded {
  mutable int hits = 0;
};
struct AddsNothing : NotPadded {};
static_assert(sizeof(InPadding) == sizeof(Padded) && norace::Sync<Padded>);
static_assert(!norace::Sync<InPadding> && !norace::Send<InPadding>);
static_assert(norace::Sync<AddsNothing> && norace::Send<AddsNothing>);

// Layouts: bit-fields, unions, packing, alignment, arrays in arrays, more members than are looked
// at.
struct BitsAroundPointer {
  unsigned a : 3;
  int* p;
  unsigned b : 2;
};
union PointerOrNumber {
  int* p;
  long n;
};
struct ArraysInArrays {
  int n;
  struct {
    int* p[2];
  } rows[2];
};
struct Aligned {
  alignas(32) char c;
  int* p;
};
struct [[gnu::packed]] Packed {
  char c;
  int* p;
};
struct Nested {
  struct {
    std::string s;
    struct {
      const char* c;
    } in;
  } out;
};
struct VolatilePointer {
  int* volatile p;
};
static_assert(!Smuggles<BitsAroundPointer> && !Smuggles<PointerOrNumber>);
static_assert(!Smuggles<ArraysInArrays> && !Smuggles<Aligned> && !Smuggles<Packed>);
static_assert(!Smuggles<Nested> && !Smuggles<VolatilePointer>);
static_assert(!Smuggles<std::atomic<int*>> && !Smuggles<std::tuple<int, std::tuple<int&>>>);

// Classes that convert to or from anything, so that counting members by values is misled.
struct ConvertsToAnything {
  template <class T>
  operator T() const;
  int* p;
};
struct MadeFromAnything {
  template <class T>
  explicit(false) MadeFromAnything(T&&) {}
  int* p = nullptr;
};
static_assert(!Smuggles<ConvertsToAnything> && !Smuggles<MadeFromAnything>);

// Polymorphic and opaque.
struct Shape {
  virtual ~Shape() = default;
};
struct Circle : Shape {
  int* center = nullptr;
};
struct Opaque;
struct HoldsOpaque {
  std::unique_ptr<Opaque> o;
};
static_assert(!Smuggles<Shape> && !Smuggles<Circle> && !Smuggles<std::unique_ptr<Shape>>);
static_assert(!Smuggles<std::FILE*>);
// (Clang stops at decltype(HoldsOpaque{}) itself where libstdc++'s unique_ptr is constexpr:
// limits.md)
#if !defined(__clang__) || __cplusplus <= 202002L
static_assert(!Smuggles<HoldsOpaque>);
#endif

// Closures: *this, packs, a bind.
struct CopiesItself {
  int* p;
  auto closure() const {
    return [*this] { return *p; };
  }
};
template <class... Ts>
auto closure_over(Ts... values) {
  return [... kept = values] { return (kept + ...); };
}
static_assert(!Smuggles<decltype(std::declval<CopiesItself>().closure())>);
static_assert(!Smuggles<decltype(closure_over(1, static_cast<int*>(nullptr)))>);
static_assert(!Smuggles<decltype(std::bind([](int*) {}, static_cast<int*>(nullptr)))>);

// Views that own nothing, and views that do but look the same.
static_assert(!Smuggles<std::counted_iterator<int*>>);
#if !defined(__clang__) || __clang_major__ > 14
static_assert(!Smuggles<decltype(std::views::single(static_cast<int*>(nullptr)))>);
static_assert(!Smuggles<decltype(std::declval<std::vector<int>&>() | std::views::take(2))>);
#endif

// What must stay possible.
static_assert(Smuggles<decltype(closure_over(1, 2))>);
class Point3 {
 public:
  double norm() const { return x_ + y_ + z_; }

 private:
  double x_ = 0, y_ = 0, z_ = 0;
};
struct Tree {
  std::map<std::string, Tree> children;
  std::vector<std::optional<std::variant<int, std::string>>> leaves;
  std::unique_ptr<Tree> left;
};
static_assert(Smuggles<Point3> && Smuggles<Tree> && Smuggles<std::complex<double>>);
static_assert(Smuggles<std::forward_list<std::deque<std::wstring>>>);
static_assert(!Smuggles<std::packaged_task<int()>> && !Smuggles<std::promise<int>>);
static_assert(Smuggles<int (*)(int)> && Smuggles<int (Point3::*)() const>);

TEST(Attacks, DoNotCompileIntoAThread) { SUCCEED(); }

}  // namespace
