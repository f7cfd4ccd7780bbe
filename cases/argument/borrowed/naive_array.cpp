//@ rule: E0521
// Pointers in a std::array.
#include <norace/norace.hpp>

#include <array>

int main() {
  int n = 0;
  auto handle = norace::spawn([](std::array<int*, 2> a) { ++*a[0]; }, std::array<int*, 2>{&n, &n});  // expected-error {{[E0521]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
