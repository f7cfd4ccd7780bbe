//@ rule: N0001
//@ witness: none: the dropped handle joins on the spot, so nothing runs beside it
// A thread whose handle nobody keeps.
#include <norace/norace.hpp>

int main() {
  norace::spawn([] { return 1; });  // expected-error {{[N0001]}}
}
//@ safe: auto handle = norace::spawn([] { return 1; });
