//@ rule: E0515
// A thread whose result is a reference.
#include <norace/norace.hpp>

int counter = 0;

int main() {
  auto handle = norace::spawn([]() -> int& { return counter; });  // expected-error {{[E0515]}}
  auto other = norace::spawn([] { ++counter; });
  ++handle.join();
  other.join();
  return counter == 2 ? 0 : 1;
}
