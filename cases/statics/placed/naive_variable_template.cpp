//@ rule: E0133
//@ needs: statics-plugin
// Each instantiation of a variable template is a variable.
#include <norace/norace.hpp>

template <class T>
T hits = T();  // expected-error {{[E0133]}}

void work() {
  for (int n = 0; n < 1000; ++n) ++hits<int>;
}

int main() {
  auto first = norace::spawn(work);
  auto second = norace::spawn(work);
}
//@ safe: thread_local T hits = T();
