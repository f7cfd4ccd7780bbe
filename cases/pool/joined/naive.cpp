//@ rule: E0373
// Both halves of a join() count in a local that they capture by reference.
#include <norace/norace.hpp>
#include <norace/pool.hpp>

#include <chrono>

int main() {
  const norace::Pool pool(2);
  int counter = 0;
  const auto wait = [] { norace::sleep(std::chrono::milliseconds(5)); };  // until somebody has the other half
  pool.join([&] { wait(), ++counter, wait(); }, [&] { ++counter, wait(); });  // expected-error {{[E0373]}}
  return counter == 2 ? 0 : 1;
}
//@ safe: wait();
