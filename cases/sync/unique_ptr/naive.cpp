//@ rule: E0277
// The unique_ptr is const through the Arc; what it points at is not.
#include <norace/norace.hpp>

#include <memory>

int main() {
  auto shared = norace::Arc<std::unique_ptr<int>>::make(std::make_unique<int>(0));
  auto handle = norace::spawn([](norace::Arc<std::unique_ptr<int>> p) { ++*p->get(); }, shared);  // expected-error {{[E0277]}}
  ++*shared->get();
  handle.join();
  return *shared->get() == 2 ? 0 : 1;
}
