//@ rule: E0521
//@ witness: none: a Borrow is opened only by a scope, so the thread cannot reach n
// borrow_mut() lends to a scope, not to a thread that may outlive it.
#include <norace/norace.hpp>

int main() {
  int n = 0;
  auto handle = norace::spawn([](auto) {}, norace::borrow_mut(n));  // expected-error {{[E0521]}}
  handle.join();
  return n;
}
//@ safe: auto handle = norace::spawn([] {});
