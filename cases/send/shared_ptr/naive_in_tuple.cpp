//@ rule: E0277
// Inside a tuple.
#include <norace/norace.hpp>

#include <memory>
#include <tuple>

int main() {
  auto n = std::make_shared<int>(0);
  auto handle = norace::spawn([](std::tuple<int, std::shared_ptr<int>> t) { ++*std::get<1>(t); }, std::tuple(1, n));  // expected-error {{[E0277]}}
  ++*n;
  handle.join();
  return *n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
