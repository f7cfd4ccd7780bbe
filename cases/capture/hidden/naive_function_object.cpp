//@ rule: E0373
// A function object of one's own, with the pointer in a public member.
#include <norace/norace.hpp>

struct Increment {
  int* target;
  void operator()() const { ++*target; }
};

int main() {
  int n = 0;
  auto handle = norace::spawn(Increment{&n});  // expected-error {{[E0373]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
