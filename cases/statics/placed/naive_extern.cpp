//@ rule: E0133
//@ needs: statics-plugin
//@ witness: none: the definition is in another file, so this one does not link
// Defined in another file: what can be reported here is the use.
#include <norace/norace.hpp>

extern int hits;

void work() {
  for (int n = 0; n < 1000; ++n) ++hits;  // expected-error {{[E0133]}}
}

int main() {
  auto first = norace::spawn(work);
  auto second = norace::spawn(work);
}
//@ safe: ;
