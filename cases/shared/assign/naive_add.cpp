//@ rule: E0594
// Adding in the thread, reading outside.
#include <norace/norace.hpp>

int main() {
  auto n = norace::Arc<long>::make(0);
  auto handle = norace::spawn([](norace::Arc<long> p) {
    *p += 1;  // expected-error {{[E0594]}}
  }, n);
  const long seen = *n;
  handle.join();
  return seen > 1 ? 1 : 0;
}
//@ safe: ;
