//@ rule: E0133
//@ needs: statics-plugin
// An inline variable is one for the whole program.
#include <norace/norace.hpp>

inline int hits = 0;  // expected-error {{[E0133]}}

void work() {
  for (int n = 0; n < 1000; ++n) ++hits;
}

int main() {
  auto first = norace::spawn(work);
  auto second = norace::spawn(work);
}
//@ safe: inline thread_local int hits = 0;
