//@ rule: E0373
// A local, captured by reference and named.
#include <norace/norace.hpp>

int main() {
  int n = 0;
  auto handle = norace::spawn([&n] { ++n; });  // expected-error {{[E0373]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
