//@ rule: E0521
// A closure as an argument, with the reference captured.
#include <norace/norace.hpp>

int main() {
  int n = 0;
  auto handle = norace::spawn([](auto f) { f(); }, [&n] { ++n; });  // expected-error {{[E0521]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
