//@ rule: E0373
// One copy beside one reference.
#include <norace/norace.hpp>

int main() {
  int n = 0;
  const int step = 1 + n;
  auto handle = norace::spawn([step, &n] { n += step; });  // expected-error {{[E0373]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
