//@ rule: E0499
//@ only: clang
// The same element of an array, in two threads.
#include <norace/norace.hpp>

int main() {
  int counts[4] = {};
  norace::scope([&](norace::Scope& s) {
    s.spawn([](int& x) { ++x; }, norace::borrow_mut(counts[1]));
    s.spawn([](int& x) { ++x; }, norace::borrow_mut(counts[1]));  // expected-error {{'exclusive_borrow_of(counts[1])'}}
  });
  return counts[1] - 2;
}
//@ safe: s.spawn([](int& x) { ++x; }, norace::borrow_mut(counts[2]));
