//@ rule: E0133
//@ needs: statics-plugin
// A container.
#include <norace/norace.hpp>

#include <vector>

std::vector<int> seen(1);  // expected-error {{[E0133]}}

void work() {
  for (int n = 0; n < 1000; ++n) ++seen[0];
}

int main() {
  auto first = norace::spawn(work);
  auto second = norace::spawn(work);
}
//@ safe: thread_local std::vector<int> seen(1);
