//@ rule: E0373
// The local belongs to the function that scope() calls, and ends before the threads are joined.
#include <norace/norace.hpp>

int main() {
  norace::scope([](norace::Scope& s) {
    int n = 22;
    auto handle = s.spawn([&] { ++n; });  // expected-error {{[E0373]}}
    ++n;
    handle.join();
  });
}
