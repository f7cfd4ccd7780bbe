//@ rule: E0373
// A reference under a new name, in an init-capture.
#include <norace/norace.hpp>

int main() {
  int n = 0;
  auto handle = norace::spawn([&total = n] { ++total; });  // expected-error {{[E0373]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
