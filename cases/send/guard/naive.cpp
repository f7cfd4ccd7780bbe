//@ rule: E0277
// The guard of a lock moves to another thread, which would unlock it.
#include <norace/norace.hpp>

#include <utility>

int main() {
  const norace::Mutex<int> m(0);
  auto guard = m.lock();
  int& n = *guard;
  auto handle = norace::spawn([](norace::MutexGuard<int> g) { ++*g; }, std::move(guard));  // expected-error {{[E0277]}}
  ++n;
  handle.join();
  return n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
