//@ rule: E0373
// A task of a pool captures a local by reference, which the caller changes meanwhile.
#include <norace/norace.hpp>
#include <norace/pool.hpp>

#include <chrono>

int main() {
  const norace::Pool pool(2);
  int counter = 0;
  auto handle = pool.spawn([&] { ++counter; });  // expected-error {{[E0373]}}
  norace::sleep(std::chrono::milliseconds(20));  // the task has begun
  ++counter;
  handle.join();
  return counter == 2 ? 0 : 1;
}
//@ safe: auto handle = pool.spawn([] {});
