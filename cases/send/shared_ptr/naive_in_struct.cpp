//@ rule: E0277
// A member of a struct of a struct.
#include <norace/norace.hpp>

#include <memory>
#include <string>

struct Inner {
  std::string name;
  std::shared_ptr<int> count;
};
struct Outer {
  int id;
  Inner inner;
};

int main() {
  auto n = std::make_shared<int>(0);
  auto handle = norace::spawn([](Outer o) { ++*o.inner.count; }, Outer{1, {"x", n}});  // expected-error {{[E0277]}}
  ++*n;
  handle.join();
  return *n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
