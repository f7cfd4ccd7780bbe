//@ rule: E0507
// A function takes a copy of the guard, which it may keep.
#include <norace/norace.hpp>

void add(norace::MutexGuard<int>* into, norace::MutexGuard<int> guard) {
  into->unlock();
  ++*guard;
}

void locked_add(const norace::Arc<norace::Mutex<int>>& shared) {
  auto guard = shared->lock();
  add(&guard, guard);  // expected-error {{[E0507]}}
}

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  auto handle = norace::spawn(locked_add, m.clone());
  locked_add(m);
  handle.join();
}
//@ safe: ;
