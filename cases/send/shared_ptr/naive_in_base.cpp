//@ rule: E0277
// In a base class.
#include <norace/norace.hpp>

#include <memory>

struct Base {
  std::shared_ptr<int> count;
};
struct Derived : Base {
  int id;
};

int main() {
  auto n = std::make_shared<int>(0);
  auto handle = norace::spawn([](Derived d) { ++*d.count; }, Derived{{n}, 1});  // expected-error {{[E0277]}}
  ++*n;
  handle.join();
  return *n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
