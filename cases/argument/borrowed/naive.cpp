//@ rule: E0521
// A pointer to a local.
#include <norace/norace.hpp>

int main() {
  int n = 0;
  auto handle = norace::spawn([](int* p) { ++*p; }, &n);  // expected-error {{[E0521]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
