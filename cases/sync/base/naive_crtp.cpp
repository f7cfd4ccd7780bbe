//@ rule: E0277
// A base that knows what derives from it calls a method there, which counts.
#include <norace/norace.hpp>

template <class Derived>
struct Getter {
  int get() const { return static_cast<const Derived*>(this)->compute(); }
};
struct Cached : Getter<Cached> {
  int value = 1;
  mutable int hits = 0;
  int compute() const {
    ++hits;
    return value;
  }
};

int main() {
  Cached cached;
  const Getter<Cached>& view = cached;
  norace::scope([&](norace::Scope& s) {
    for (int i = 0; i < 2; ++i)
      s.spawn([](const Getter<Cached>& g) { return g.get(); }, norace::borrow(view));  // expected-error {{[E0277]}}
  });
}
//@ safe: s.spawn([](int n) { return n; }, 1);
