//@ rule: E0515
//@ needs: statics-plugin
//@ witness: memory
// A function returns the guard of a Mutex of which it had an owner; the other owner may end first.
#include <norace/norace.hpp>

#include <utility>

norace::MutexGuard<int> enter(norace::Arc<norace::Mutex<int>> m) {
  return m->lock();  // clang-error {{returned}} gcc-error {{[E0515]}}
}

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  auto guard = enter(m);
  norace::spawn([](norace::Arc<norace::Mutex<int>>) {}, std::move(m)).join();
  *guard = 1;
}
