//@ rule: E0133
//@ needs: statics-plugin
// An array, of which each thread takes an element: both take the same.
#include <norace/norace.hpp>

int slots[4];  // expected-error {{[E0133]}}

void work() {
  for (int n = 0; n < 1000; ++n) ++slots[n % 4];
}

int main() {
  auto first = norace::spawn(work);
  auto second = norace::spawn(work);
}
//@ safe: thread_local int slots[4];
