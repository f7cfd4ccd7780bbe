//@ rule: E0373
// A closure that captures a closure that captures a reference.
#include <norace/norace.hpp>

int main() {
  int n = 0;
  auto inner = [&n] { ++n; };
  auto handle = norace::spawn([inner] { inner(); });  // expected-error {{[E0373]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
