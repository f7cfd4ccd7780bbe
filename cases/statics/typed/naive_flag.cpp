//@ rule: E0133
//@ needs: statics-plugin
// A flag that one thread sets and the other waits for; volatile is no lock.
#include <norace/norace.hpp>

volatile bool stop = false;  // expected-error {{[E0133]}}

void work() {
  for (int n = 0; n < 1000; ++n) stop = !stop;
}

int main() {
  auto first = norace::spawn(work);
  auto second = norace::spawn(work);
}
//@ safe: thread_local volatile bool stop = false;
