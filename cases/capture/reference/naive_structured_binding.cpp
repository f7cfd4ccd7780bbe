//@ rule: E0373
// A reference to a field that a loop or a binding named.
#include <norace/norace.hpp>

int main() {
  int n = 0;
  struct Tally {
    int& count;
  } tally{n};
  auto& count = tally.count;
  auto handle = norace::spawn([&count] { ++count; });  // expected-error {{[E0373]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
