//@ rule: E0515
//@ only: clang
// A function locks, and returns a reference that outlives its guard.
#include <norace/norace.hpp>

int& inside(const norace::Mutex<int>& m) {
  auto guard = m.lock();
  return *guard;  // expected-error {{'guard' returned}} clang22-error {{returned later}}
}

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  auto handle = norace::spawn(
      [](norace::Arc<norace::Mutex<int>> shared) { ++inside(*shared); }, m);
  ++inside(*m);
  handle.join();
}
