//@ rule: E0521
// A task of a pool gets the address of a local.
#include <norace/norace.hpp>
#include <norace/pool.hpp>

#include <chrono>

int main() {
  const norace::Pool pool(2);
  int counter = 0;
  auto handle = pool.spawn([](int* n) { ++*n; }, &counter);  // expected-error {{[E0521]}}
  norace::sleep(std::chrono::milliseconds(20));  // the task has begun
  ++counter;
  handle.join();
  return counter == 2 ? 0 : 1;
}
//@ safe: auto handle = pool.spawn([](int n) { ++n; }, counter);
