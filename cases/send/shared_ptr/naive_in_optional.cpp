//@ rule: E0277
// Inside an optional.
#include <norace/norace.hpp>

#include <memory>
#include <optional>

int main() {
  auto n = std::make_shared<int>(0);
  auto handle = norace::spawn([](std::optional<std::shared_ptr<int>> o) { ++**o; }, std::optional(n));  // expected-error {{[E0277]}}
  ++*n;
  handle.join();
  return *n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
