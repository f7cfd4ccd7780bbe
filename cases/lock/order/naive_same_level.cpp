//@ rule: N0002
//@ witness: none: a deadlock, when another thread takes the two the other way round
// Two locks of one level have no order.
#include <norace/norace.hpp>

int main() {
  const norace::LeveledMutex<1, int> first(0);
  const norace::LeveledMutex<1, int> second(0);
  auto a = first.lock(norace::no_lock);
  auto b = second.lock(a);  // expected-error {{[N0002]}}
  return *a + *b;
}
