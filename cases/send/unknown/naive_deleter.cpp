//@ rule: E0277
// A unique_ptr that owns nothing: its deleter leaves the object alone.
#include <norace/norace.hpp>

#include <memory>

struct Leave {
  void operator()(int*) const {}
};

int main() {
  int n = 0;
  auto handle = norace::spawn([](std::unique_ptr<int, Leave> p) { ++*p; }, std::unique_ptr<int, Leave>(&n));  // expected-error {{[E0277]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
