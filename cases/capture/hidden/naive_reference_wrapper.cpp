//@ rule: E0373
// A reference_wrapper is a pointer with manners.
#include <norace/norace.hpp>

#include <functional>

int main() {
  int n = 0;
  auto handle = norace::spawn([r = std::ref(n)] { ++r.get(); });  // expected-error {{[E0373]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
