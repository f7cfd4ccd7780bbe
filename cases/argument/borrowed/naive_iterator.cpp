//@ rule: E0521
// An iterator into a local vector.
#include <norace/norace.hpp>

#include <vector>

int main() {
  std::vector<int> v(3);
  auto handle = norace::spawn([](std::vector<int>::iterator it) { ++*it; }, v.begin());  // expected-error {{[E0521]}}
  ++v[0];
  handle.join();
  return v[0] == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
