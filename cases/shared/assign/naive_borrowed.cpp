//@ rule: E0594
// The thread takes a reference to change what was only lent for reading.
#include <norace/norace.hpp>

int main() {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    s.spawn([](int& x) { ++x; }, norace::borrow(n));  // expected-error {{[E0594]}}
    ++n;
  });
  return n == 2 ? 0 : 1;
}
//@ safe: s.spawn([] {});
