//@ rule: E0499
//@ needs: statics-plugin
// A scope inside a scope, and both lend the same counter.
#include <norace/norace.hpp>

#include <chrono>

void add(int& n) {
  norace::sleep(std::chrono::milliseconds(1));
  ++n;
}

int main() {
  int counter = 0;
  norace::scope([&](norace::Scope& outer) {
    outer.spawn(add, norace::borrow_mut(counter));
    norace::scope([&](norace::Scope& inner) { inner.spawn(add, norace::borrow_mut(counter)); });  // expected-error {{[E0499]}}
  });
  return counter == 2 ? 0 : 1;
}
