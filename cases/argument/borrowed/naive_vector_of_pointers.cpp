//@ rule: E0521
// A vector that is owned, of pointers that are not.
#include <norace/norace.hpp>

#include <vector>

int main() {
  int n = 0;
  auto handle = norace::spawn([](std::vector<int*> all) { ++*all[0]; }, std::vector<int*>{&n});  // expected-error {{[E0521]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
