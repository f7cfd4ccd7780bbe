//@ rule: E0515
//@ only: clang
// A function returns the guard of a Mutex of which it had an owner; the other owner may end first.
#include <norace/norace.hpp>

#include <utility>

norace::MutexGuard<int> enter(norace::Arc<norace::Mutex<int>> m) {
  return m->lock();  // expected-error {{returned}} clang22-error 0-1 {{returned later}}
}

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  auto guard = enter(m);
  auto handle = norace::spawn([](norace::Arc<norace::Mutex<int>>) {}, std::move(m));
  *guard = 1;
  handle.join();
}
