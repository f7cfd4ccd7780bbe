//@ rule: E0499
//@ known-hole: no type says that two scopes lend the same object; checked builds throw BorrowError before the second thread starts
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
    norace::scope([&](norace::Scope& inner) { inner.spawn(add, norace::borrow_mut(counter)); });
  });
  return counter == 2 ? 0 : 1;
}
