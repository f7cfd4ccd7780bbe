//@ rule: E0373
//@ only: gcc
//@ known-hole: GCC 12 does not look into arrays, and packed ones are not aligned as what they hold
// Pointers in a packed array.
#include <norace/norace.hpp>

struct [[gnu::packed]] Targets {
  int* all[2];
};

int main() {
  int n = 0;
  const Targets targets{{nullptr, &n}};
  auto handle = norace::spawn([targets] { int* const p = targets.all[1]; ++*p; });
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
