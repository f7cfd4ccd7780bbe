//@ rule: E0499
//@ needs: statics-plugin
// The same element of an array, in two threads.
#include <norace/norace.hpp>

int main() {
  int counts[4] = {};
  norace::scope([&](norace::Scope& s) {
    s.spawn([](int& x) { ++x; }, norace::borrow_mut(counts[1]));
    s.spawn([](int& x) { ++x; }, norace::borrow_mut(counts[1]));  // expected-error {{[E0499]}}
  });
  return counts[1] - 2;
}
//@ safe: s.spawn([](int& x) { ++x; }, norace::borrow_mut(counts[2]));
