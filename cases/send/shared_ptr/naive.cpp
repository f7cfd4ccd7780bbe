//@ rule: E0277
// A shared_ptr owns, but lets two threads write the same int.
#include <norace/norace.hpp>

#include <memory>

int main() {
  auto n = std::make_shared<int>(0);
  auto handle = norace::spawn([](std::shared_ptr<int> p) { ++*p; }, n);  // expected-error {{[E0277]}}
  ++*n;
  handle.join();
  return *n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
