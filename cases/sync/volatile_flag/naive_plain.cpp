//@ rule: E0277
// A volatile int by itself.
#include <norace/norace.hpp>

int main() {
  volatile int stop = 0;
  norace::scope([&](norace::Scope& s) {
    s.spawn([](const volatile int& f) { return f + 0; }, norace::borrow(stop));  // expected-error {{[E0277]}}
    stop = 1;
  });
  return stop == 1 ? 0 : 1;
}
//@ safe: s.spawn([] {});
