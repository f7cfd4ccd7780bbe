//@ rule: E0506
//@ needs: statics-plugin
// One of two readers is joined, and the other one still reads.
#include <norace/norace.hpp>

int main() {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    const auto read = [](const int& x) { return x; };
    auto first = s.spawn(read, norace::borrow(n));
    s.spawn(read, norace::borrow(n));
    first.join();
    n = 1;  // expected-error {{[E0506]}}
  });
  return n - 1;
}
//@ safe: ;
