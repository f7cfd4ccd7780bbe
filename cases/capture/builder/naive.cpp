//@ rule: E0373
// A Builder names the thread; its closures are held to the same rules.
#include <norace/norace.hpp>

int main() {
  int n = 0;
  auto handle = norace::Builder().name("adder").spawn([&n] { ++n; });  // expected-error {{[E0373]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::Builder().name("adder").spawn([] {});
