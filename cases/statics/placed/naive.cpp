//@ rule: E0133
//@ needs: statics-plugin
// At namespace scope, and static: other files cannot name it, other threads can.
#include <norace/norace.hpp>

static int hits = 0;  // expected-error {{[E0133]}}

void work() {
  for (int n = 0; n < 1000; ++n) ++hits;
}

int main() {
  auto first = norace::spawn(work);
  auto second = norace::spawn(work);
}
//@ safe: thread_local int hits = 0;
