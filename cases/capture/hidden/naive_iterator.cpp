//@ rule: E0373
// An iterator is a pointer into somebody's container.
#include <norace/norace.hpp>

#include <vector>

int main() {
  std::vector<int> v(3);
  auto handle = norace::spawn([it = v.begin()] { ++*it; });  // expected-error {{[E0373]}}
  ++v[0];
  handle.join();
  return v[0] == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
