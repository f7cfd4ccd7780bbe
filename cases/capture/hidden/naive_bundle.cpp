//@ rule: E0373
// A struct that hides the pointer.
#include <norace/norace.hpp>

struct Bundle {
  int id;
  int* target;
};

int main() {
  int n = 0;
  const Bundle b{1, &n};
  auto handle = norace::spawn([b] { ++*b.target; });  // expected-error {{[E0373]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
