//@ rule: E0499
//@ only: clang
//@ flags: -Wthread-safety-analysis -Werror=thread-safety-analysis
// What norace::strict sees without a plugin: Clang's thread-safety analysis, by how the object is written.
#include <norace/norace.hpp>

int main() {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    s.spawn([](int& x) { ++x; }, norace::borrow_mut(n));
    s.spawn([](int& x) { ++x; }, norace::borrow_mut(n));  // expected-error {{'exclusive_borrow_of(n)'}}
  });
  return n - 2;
}
