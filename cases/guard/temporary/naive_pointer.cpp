//@ rule: E0716
// The address is kept, the guard is not.
#include <norace/norace.hpp>

void add(const norace::Arc<norace::Mutex<int>>& shared) {
  int* n = &*shared->lock();  // expected-error {{[E0716]}}
  ++*n;
}

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  auto handle = norace::spawn(add, m.clone());
  add(m);
  handle.join();
}
//@ safe: auto guard = shared->lock(); int* n = &*guard;
