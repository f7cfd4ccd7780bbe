//@ rule: E0133
//@ needs: statics-plugin
// The pointer is const, what it leads to is not.
#include <norace/norace.hpp>

int* const hits = new int(0);  // expected-error {{[E0133]}}

void work() {
  for (int n = 0; n < 1000; ++n) ++*hits;
}

int main() {
  auto first = norace::spawn(work);
  auto second = norace::spawn(work);
}
//@ safe: thread_local int* const hits = new int(0);
