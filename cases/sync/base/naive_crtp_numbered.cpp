//@ rule: E0277
// The same, where the base has more to be told than the class.
#include <norace/norace.hpp>

template <class Derived, int step>
struct Stepper {
  void advance() const { static_cast<const Derived*>(this)->at += step; }
};
struct Walker : Stepper<Walker, 2> {
  mutable int at = 0;
};

int main() {
  Walker walker;
  const Stepper<Walker, 2>& stepper = walker;
  norace::scope([&](norace::Scope& s) {
    for (int i = 0; i < 2; ++i)
      s.spawn([](const Stepper<Walker, 2>& w) { w.advance(); }, norace::borrow(stepper));  // expected-error {{[E0277]}}
  });
}
//@ safe: s.spawn([](int n) { return n; }, 1);
