//@ rule: E0277
// An anonymous union may hold a pointer.
#include <norace/norace.hpp>

#include <string>

struct Message {
  std::string name;
  union {
    int* target;
    long number;
  };
};

int main() {
  int n = 0;
  auto handle = norace::spawn([](Message m) { ++*m.target; }, Message{"one", {&n}});  // expected-error {{[E0277]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
