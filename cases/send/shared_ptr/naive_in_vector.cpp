//@ rule: E0277
// Inside a vector.
#include <norace/norace.hpp>

#include <memory>
#include <utility>
#include <vector>

int main() {
  auto n = std::make_shared<int>(0);
  std::vector<std::shared_ptr<int>> all{n};
  auto handle = norace::spawn([](std::vector<std::shared_ptr<int>> v) { ++*v[0]; }, std::move(all));  // expected-error {{[E0277]}}
  ++*n;
  handle.join();
  return *n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
