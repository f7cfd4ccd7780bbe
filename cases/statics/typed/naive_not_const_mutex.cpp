//@ rule: E0133
//@ needs: statics-plugin
//@ witness: none: every use here takes the lock; it is the variable that would allow another
// A Mutex that is not const can be moved out of without its lock.
#include <norace/norace.hpp>

norace::Mutex<int> hits(0);  // expected-error {{[E0133]}}

void work() {
  for (int n = 0; n < 1000; ++n) hits.with([](int& h) { ++h; });
}

int main() {
  auto first = norace::spawn(work);
  auto second = norace::spawn(work);
}
//@ safe: const norace::Mutex<int> hits(0);
