//@ rule: E0373
// A thread starts another, with a reference to a local of its own.
#include <norace/norace.hpp>

int main() {
  norace::spawn([] {
    int n = 0;
    auto inner = norace::spawn([&n] { ++n; });  // expected-error {{[E0373]}}
    ++n;
    inner.join();
  }).join();
}
