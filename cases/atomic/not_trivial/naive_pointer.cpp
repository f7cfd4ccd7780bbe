//@ rule: N0004
//@ witness: none: the pointer itself is atomic; what it points to is not
// An Atomic of a pointer lends what it points to.
#include <norace/norace.hpp>

int main() {
  int n = 0;
  const norace::Atomic<int*> where(&n);  // expected-error {{[N0004]}}
  return where.load(norace::Ordering::Relaxed) == &n ? 0 : 1;
}
