//@ rule: E0373
// Whatever the closure names, captured by reference.
#include <norace/norace.hpp>

int main() {
  int n = 0;
  auto handle = norace::spawn([&] { ++n; });  // expected-error {{[E0373]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
