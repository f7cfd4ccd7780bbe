//@ rule: E0373
// std::bind keeps the reference inside an unnamed type.
#include <norace/norace.hpp>

#include <functional>

int main() {
  int n = 0;
  auto handle = norace::spawn(std::bind([](int& x) { ++x; }, std::ref(n)));  // expected-error {{[E0373]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
