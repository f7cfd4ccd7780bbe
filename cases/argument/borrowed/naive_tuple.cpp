//@ rule: E0521
// A tuple of references.
#include <norace/norace.hpp>

#include <tuple>

int main() {
  int n = 0;
  auto handle = norace::spawn([](std::tuple<int&> t) { ++std::get<0>(t); }, std::tie(n));  // expected-error {{[E0521]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
