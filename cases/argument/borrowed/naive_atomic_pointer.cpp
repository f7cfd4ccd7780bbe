//@ rule: E0521
// The pointer is atomic; what it leads to is not.
#include <norace/norace.hpp>

#include <atomic>

using Target = norace::Arc<std::atomic<int*>>;

int main() {
  int n = 0;
  auto target = Target::make(&n);
  auto handle = norace::spawn([](Target t) { ++*t->load(); }, target);  // expected-error {{[E0521]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
