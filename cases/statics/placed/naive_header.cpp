//@ rule: E0133
//@ needs: statics-plugin
// In the program's own header: only system headers are exempt.
#include <norace/norace.hpp>

#include "hits.hpp"

void work() {
  for (int n = 0; n < 1000; ++n) ++hits;  // expected-error@hits.hpp:4 {{[E0133]}}
}

int main() {
  auto first = norace::spawn(work);
  auto second = norace::spawn(work);
}
//@ safe: ;
