//@ rule: E0133
//@ needs: statics-plugin
// A static in a function: its initialisation is thread-safe, its use is not.
#include <norace/norace.hpp>

int next_id() {
  static int last = 0;  // expected-error {{[E0133]}}
  return ++last;
}

void work() {
  for (int n = 0; n < 1000; ++n) next_id();
}

int main() {
  auto first = norace::spawn(work);
  auto second = norace::spawn(work);
}
//@ safe: thread_local int last = 0;
