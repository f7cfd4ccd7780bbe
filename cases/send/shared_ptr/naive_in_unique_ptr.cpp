//@ rule: E0277
// Behind a unique_ptr.
#include <norace/norace.hpp>

#include <memory>

int main() {
  auto n = std::make_shared<int>(0);
  auto handle = norace::spawn([](std::unique_ptr<std::shared_ptr<int>> u) { ++**u; }, std::make_unique<std::shared_ptr<int>>(n));  // expected-error {{[E0277]}}
  ++*n;
  handle.join();
  return *n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
