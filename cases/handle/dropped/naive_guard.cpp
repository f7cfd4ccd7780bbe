//@ rule: N0001
// A guard that nobody names unlocks at once, and protects nothing that follows.
#include <norace/norace.hpp>

NORACE_UNSAFE_STATIC("the lock beside it keeps it") int beside = 0;

void add(norace::Arc<norace::Mutex<int>> m) {
  m->lock();  // expected-error {{[N0001]}}
  ++beside;
}

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  auto handle = norace::spawn(add, m);
  ++beside;
  handle.join();
  return beside == 2 ? 0 : 1;
}
//@ safe: ;
