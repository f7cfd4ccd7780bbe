// What NORACE_MEMBERS accepts: a list is whole, or it leaves room for a pointer and is refused.
// Bases that lead to the whole, and a class that answers & itself.
#include <string>
#include <vector>

#include "norace/norace.hpp"

namespace {

using norace::Atomic;
using norace::NotSync;
using norace::Owned;
using norace::Sync;

struct Base {
  int q;
};
struct E1 {};
struct E2 {};
class OutOfOrder {
  char a_;
  char b_;
  int* p_;
  long c_;
  NORACE_MEMBERS(a_, c_, b_) public : OutOfOrder();
};
class OutOfOrderFine {
  char a_;
  char b_;
  long c_;
  std::string s_;
  NORACE_MEMBERS(s_, a_, c_, b_) public : OutOfOrderFine();
};
class Bits {
  unsigned a_ : 8 = 0, b_ : 8 = 0, c_ : 8 = 0, d_ : 8 = 0;
  int* t_;
  NORACE_MEMBERS(a_, b_, c_, d_) public : Bits();
};
class BitsFine {
  std::string s_;
  unsigned a_ : 8 = 0, b_ : 8 = 0, c_ : 8 = 0, d_ : 8 = 0;
  NORACE_MEMBERS(a_, b_, c_, d_, s_) public : BitsFine();
};
class BitsFine2 {
  unsigned a_ : 8 = 0, b_ : 8 = 0;
  std::string s_;
  NORACE_MEMBERS(a_, b_, s_) public : BitsFine2();
};
class alignas(64) Al {
  Atomic<int> n_{0};
  NORACE_MEMBERS(n_)
};
class alignas(64) AlP {
  Atomic<int> n_{0};
  int* p_;
  NORACE_MEMBERS(n_)
};
class AlM {
  alignas(64) Atomic<int> n_{0};
  alignas(64) Atomic<int> m_{0};
  NORACE_MEMBERS(n_, m_)
};
class AlMP {
  alignas(64) Atomic<int> n_{0};
  int* p_;
  alignas(64) Atomic<int> m_{0};
  NORACE_MEMBERS(n_, m_)
};
class Nua {
  [[no_unique_address]] E1 e_;
  int* p_;
  NORACE_MEMBERS(e_)
};
class Nua2 {
  [[no_unique_address]] E1 e_;
  int* p_;
  std::string s_;
  NORACE_MEMBERS(e_, s_)
};
class NuaFine {
  std::string s_;
  E1 e_;
  NORACE_MEMBERS(e_, s_)
};
class Tag {
 public:
  Tag() {}
  ~Tag() {}
  NORACE_MEMBERS()
};
class NotTag {
 public:
  NotTag() {}
  int* p;
  NORACE_MEMBERS()
};
class Based : Base {
  int x_;
  NORACE_MEMBERS(x_) public : Based();
};
class BasedM : NotSync {
  int x_;
  NORACE_MEMBERS(x_) public : BasedM();
};
class Twice {
  long a_;
  int* b_;
  NORACE_MEMBERS(a_, a_)
};
class Usual {
  std::string a_;
  bool b_;
  long c_;
  bool d_;
  int e_;
  NORACE_MEMBERS(a_, b_, c_, d_, e_) public : Usual();
};
struct Pub {
  int n;
  char c;
  NORACE_MEMBERS(n, c)
};
struct PubD : Pub {
  mutable char d[3];
};
union U {
  int* p;
  long n;
  NORACE_MEMBERS(n)
};
template <class T>
class Tm {
  T t_;
  mutable int k_;
  NORACE_MEMBERS(t_, k_)
};
class Big {
  std::string s_;
  int a_ = 1, b_ = 0, c_ = 0, d_ = 0, e_ = 0, f_ = 0, g_ = 0, h_ = 0, i_ = 0, j_ = 0, k_ = 0,
      l_ = 0, m_ = 0, n_ = 0, o_ = 0, q_ = 2;
  int a2_ = 1, b2_ = 0, c2_ = 0, d2_ = 0, e2_ = 0, f2_ = 0, g2_ = 0, h2_ = 0, i2_ = 0, j2_ = 0,
      k2_ = 0, l2_ = 0, m2_ = 0, n2_ = 0, o2_ = 0, q2_ = 2;
  NORACE_MEMBERS(s_, a_, b_, c_, d_, e_, f_, g_, h_, i_, j_, k_, l_, m_, n_, o_, q_, a2_, b2_, c2_,
                 d2_, e2_, f2_, g2_, h2_, i2_, j2_, k2_, l2_, m2_, n2_, o2_, q2_)
};
static_assert(!Owned<OutOfOrder> && Owned<OutOfOrderFine>);
static_assert(!Owned<Bits>);
static_assert(Owned<BitsFine>);
static_assert(Owned<BitsFine2>);
static_assert(Owned<Al> && Sync<Al>);
static_assert(!Owned<AlP>);
static_assert(!Owned<AlM>);
static_assert(!Owned<AlMP>);
static_assert(!Owned<Nua> && !Owned<Nua2> && Owned<NuaFine>);
static_assert(Owned<Tag> && Sync<Tag> && !Owned<NotTag>);
static_assert(!Owned<Based>);
static_assert(Owned<BasedM> && !Sync<BasedM>);
static_assert(!Owned<Twice>);
static_assert(Owned<Usual> && Sync<Usual> && Owned<Pub> && !Owned<PubD> && !Owned<U>);
static_assert(Owned<Tm<std::string>> && !Sync<Tm<int>>);
static_assert(Owned<Big> && Sync<Big>);
template <class D>
struct Getter {
  int get() const { return static_cast<const D*>(this)->compute(); }
};
struct Cached : Getter<Cached> {
  int value = 1;
  mutable int hits = 0;
  int compute() const {
    ++hits;
    return value;
  }
};
static_assert(!Sync<Getter<Cached>>);
template <class D, int N>
struct Getter2 {};
struct Cached2 : Getter2<Cached2, 3> {
  mutable int hits = 0;
};
static_assert(!Sync<Getter2<Cached2, 3>>);
static_assert(Sync<Getter<int>> && Sync<Getter2<int, 2>> && Sync<Getter<std::string>>);
struct Watched {
  Watched* operator&() { return this; }
};
static_assert(!Sync<Watched>);

}  // namespace
