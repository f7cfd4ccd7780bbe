//@ rule: E0521
// A span of a local.
#include <norace/norace.hpp>

#include <span>

int main() {
  int n = 0;
  auto handle = norace::spawn([](std::span<int> s) { ++s[0]; }, std::span<int>(&n, 1));  // expected-error {{[E0521]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
