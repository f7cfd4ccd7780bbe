//@ rule: E0133
//@ needs: statics-plugin
// A plain struct.
#include <norace/norace.hpp>

struct Totals {
  long sum;
  long count;
};

Totals totals;  // expected-error {{[E0133]}}

void work() {
  for (int n = 0; n < 1000; ++n) totals.sum += n, ++totals.count;
}

int main() {
  auto first = norace::spawn(work);
  auto second = norace::spawn(work);
}
//@ safe: thread_local Totals totals;
