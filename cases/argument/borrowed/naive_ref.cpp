//@ rule: E0521
// std::ref is how std::thread is given a reference.
#include <norace/norace.hpp>

#include <functional>

int main() {
  int n = 0;
  auto handle = norace::spawn([](int& x) { ++x; }, std::ref(n));  // expected-error {{[E0521]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
