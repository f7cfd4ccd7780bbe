//@ rule: E0277
// A vector behind a const unique_ptr can be changed by everyone.
#include <norace/norace.hpp>

#include <memory>
#include <vector>

using Shared = std::unique_ptr<std::vector<int>>;

int main() {
  auto shared = norace::Arc<Shared>::make(std::make_unique<std::vector<int>>(1));
  auto handle = norace::spawn([](norace::Arc<Shared> p) { ++(**p)[0]; }, shared);  // expected-error {{[E0277]}}
  ++(**shared)[0];
  handle.join();
  return (**shared)[0] == 2 ? 0 : 1;
}
