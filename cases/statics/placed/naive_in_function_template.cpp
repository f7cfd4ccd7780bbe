//@ rule: E0133
//@ needs: statics-plugin
// A static in a function template, reported once for all instantiations.
#include <norace/norace.hpp>

template <class T>
T next() {
  static T last = T();  // expected-error {{[E0133]}}
  return ++last;
}

void work() {
  for (int n = 0; n < 1000; ++n) next<int>(), next<long>();
}

int main() {
  auto first = norace::spawn(work);
  auto second = norace::spawn(work);
}
//@ safe: thread_local T last = T();
