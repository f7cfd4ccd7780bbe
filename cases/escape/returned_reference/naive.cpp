//@ rule: E0515
//@ needs: statics-plugin
// A function locks, and returns a reference that outlives its guard.
#include <norace/norace.hpp>

int& inside(const norace::Mutex<int>& m) {
  auto guard = m.lock();
  return *guard;  // clang-error {{'guard' returned}} gcc-error {{[E0515]}}
}

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  auto handle = norace::spawn(
      [](norace::Arc<norace::Mutex<int>> shared) { ++inside(*shared); }, m);
  ++inside(*m);
  handle.join();
}
