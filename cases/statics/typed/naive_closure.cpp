//@ rule: E0133
//@ needs: statics-plugin
// A closure that changes what it captured.
#include <norace/norace.hpp>

auto next = [n = 0]() mutable { return ++n; };  // expected-error {{[E0133]}}

void work() {
  for (int n = 0; n < 1000; ++n) next();
}

int main() {
  auto first = norace::spawn(work);
  auto second = norace::spawn(work);
}
//@ safe: thread_local auto next = [n = 0]() mutable { return ++n; };
