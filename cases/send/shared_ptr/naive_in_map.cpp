//@ rule: E0277
// As the value of a map.
#include <norace/norace.hpp>

#include <map>
#include <memory>
#include <utility>

int main() {
  auto n = std::make_shared<int>(0);
  std::map<int, std::shared_ptr<int>> all{{0, n}};
  auto handle = norace::spawn([](std::map<int, std::shared_ptr<int>> m) { ++*m[0]; }, std::move(all));  // expected-error {{[E0277]}}
  ++*n;
  handle.join();
  return *n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
