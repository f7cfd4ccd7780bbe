//@ rule: E0373
// A thread of a scope starts another in it, which captures a local of the first.
#include <norace/norace.hpp>

int main() {
  norace::scope([](norace::Scope& s) {
    s.spawn([](norace::Scope& inner) {
      int n = 0;
      auto handle = inner.spawn([&n] { ++n; });  // expected-error {{[E0373]}}
      ++n;
      handle.join();
    });
  });
}
