//@ rule: E0277
// An array behind a const unique_ptr can be changed by everyone.
#include <norace/norace.hpp>

#include <array>
#include <memory>

using Shared = std::unique_ptr<std::array<int, 1>>;

int main() {
  auto shared = norace::Arc<Shared>::make(std::make_unique<std::array<int, 1>>());
  auto handle = norace::spawn([](norace::Arc<Shared> p) { ++(**p)[0]; }, shared);  // expected-error {{[E0277]}}
  ++(**shared)[0];
  handle.join();
  return (**shared)[0] == 2 ? 0 : 1;
}
