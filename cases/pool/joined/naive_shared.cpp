//@ rule: E0594
// Both halves of a join() are lent a counter for reading, and write.
#include <norace/norace.hpp>
#include <norace/pool.hpp>

#include <chrono>

void add(int& n) {
  norace::sleep(std::chrono::milliseconds(5));  // until somebody has the other half
  ++n;
}

int main() {
  const norace::Pool pool(2);
  int counter = 0;
  pool.join(norace::lending(add, norace::borrow(counter)), norace::lending(add, norace::borrow(counter)));  // expected-error {{[E0594]}}
  return counter == 2 ? 0 : 1;
}
//@ safe: pool.join(norace::lending(add, norace::borrow_mut(counter)), [] {});
