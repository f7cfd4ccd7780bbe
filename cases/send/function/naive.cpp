//@ rule: E0277
// A std::function hides what it captured.
#include <norace/norace.hpp>

#include <functional>

int main() {
  int n = 0;
  std::function<void()> increment = [&n] { ++n; };
  auto handle = norace::spawn(increment);  // expected-error {{[E0277]}}
  increment();
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
