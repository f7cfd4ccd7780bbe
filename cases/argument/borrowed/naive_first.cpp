//@ rule: E0521
// The first of two arguments borrows, the second is fine.
#include <norace/norace.hpp>

int main() {
  int n = 0;
  auto handle = norace::spawn([](int* p, int by) { *p += by; }, &n, 1);  // expected-error {{[E0521]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
