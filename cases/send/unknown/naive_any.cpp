//@ rule: E0277
// A std::any hides what it holds.
#include <norace/norace.hpp>

#include <any>
#include <memory>

int main() {
  auto n = std::make_shared<int>(0);
  auto handle = norace::spawn([](std::any a) { ++*std::any_cast<std::shared_ptr<int>&>(a); }, std::any(n));  // expected-error {{[E0277]}}
  ++*n;
  handle.join();
  return *n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
