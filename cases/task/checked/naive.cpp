//@ rule: E0373
// A task for std::async captures a local by reference, which the caller changes meanwhile.
#include <norace/norace.hpp>
#include <norace/task.hpp>

#include <future>

int main() {
  int counter = 0;
  auto done = std::async(std::launch::async, norace::task([&] { ++counter; }));  // expected-error {{[E0373]}}
  ++counter;
  done.get();
  return counter == 2 ? 0 : 1;
}
//@ safe: auto done = std::async(std::launch::async, norace::task([] {}));
