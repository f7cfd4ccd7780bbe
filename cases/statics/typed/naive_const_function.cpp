//@ rule: E0133
//@ needs: statics-plugin
// A const std::function may call something that changes.
#include <norace/norace.hpp>

#include <functional>

const std::function<int()> next = [n = 0]() mutable { return ++n; };  // expected-error {{[E0133]}}

void work() {
  for (int n = 0; n < 1000; ++n) next();
}

int main() {
  auto first = norace::spawn(work);
  auto second = norace::spawn(work);
}
//@ safe: thread_local const std::function<int()> next = [n = 0]() mutable { return ++n; };
