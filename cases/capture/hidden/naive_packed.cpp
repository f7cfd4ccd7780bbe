//@ rule: E0373
//@ skip: gcc
// Pointers in a packed array.
#include <norace/norace.hpp>

struct [[gnu::packed]] Targets {
  int* all[2];
};

int main() {
  int n = 0;
  const Targets targets{{nullptr, &n}};
  auto handle = norace::spawn([targets] { int* const p = targets.all[1]; ++*p; });  // expected-error {{[E0373]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
