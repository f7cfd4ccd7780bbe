//@ rule: E0507
// A copy of the guard is used after the original unlocked.
#include <norace/norace.hpp>

void add(const norace::Arc<norace::Mutex<int>>& shared) {
  auto guard = shared->lock();
  auto copy = guard;  // expected-error {{[E0507]}}
  guard.unlock();
  ++*copy;
}

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  auto handle = norace::spawn(add, m.clone());
  add(m);
  handle.join();
}
