//@ rule: E0373
// Pointers inside a captured array.
#include <norace/norace.hpp>

int main() {
  int n = 0;
  int* const targets[2] = {nullptr, &n};
  auto handle = norace::spawn([targets] { ++*targets[1]; });  // expected-error {{[E0373]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
