//@ rule: E0502
//@ only: clang
//@ flags: -Wthread-safety-analysis -Werror=thread-safety-analysis
// What norace::strict sees without a plugin: Clang's thread-safety analysis, by how the object is written.
#include <norace/norace.hpp>

int main() {
  int n = 0;
  int seen = 0;
  norace::scope([&](norace::Scope& s) {
    s.spawn([](int& x) { ++x; }, norace::borrow_mut(n));
    s.spawn([](const int& x, int& out) { out = x; }, norace::borrow(n), norace::borrow_mut(seen));  // expected-error {{'exclusive_borrow_of(n)'}}
  });
  return n - 1 + (seen > 1 ? 1 : 0);
}
