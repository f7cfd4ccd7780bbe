//@ rule: E0373
// A span is a pointer and a length.
#include <norace/norace.hpp>

#include <span>

int main() {
  int n = 0;
  auto handle = norace::spawn([view = std::span<int>(&n, 1)] { ++view[0]; });  // expected-error {{[E0373]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
