//@ rule: E0594
// Incrementing through an Arc.
#include <norace/norace.hpp>

int main() {
  auto n = norace::Arc<int>::make(0);
  auto handle = norace::spawn([](norace::Arc<int> p) { return *p + 1; }, n);
  ++*n;  // expected-error {{[E0594]}}
  return handle.join() > 6 ? 1 : 0;
}
//@ safe: ;
