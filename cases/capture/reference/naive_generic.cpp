//@ rule: E0373
// A generic closure is no better hidden.
#include <norace/norace.hpp>

int main() {
  int n = 0;
  auto handle = norace::spawn([&n](auto by) { n += by; }, 1);  // expected-error {{[E0373]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
