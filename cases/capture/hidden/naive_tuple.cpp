//@ rule: E0373
// A tuple of references.
#include <norace/norace.hpp>

#include <tuple>

int main() {
  int n = 0;
  auto handle = norace::spawn([t = std::tie(n)] { ++std::get<0>(t); });  // expected-error {{[E0373]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
