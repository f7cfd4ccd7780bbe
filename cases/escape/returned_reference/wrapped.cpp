// A function that locks returns a value, or the guard itself.
#include <norace/norace.hpp>

#include <iostream>

int value(const norace::Mutex<int>& m) {
  auto guard = m.lock();
  return *guard;
}
norace::MutexGuard<int> locked(const norace::Mutex<int>& m) { return m.lock(); }

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  auto handle = norace::spawn(
      [](norace::Arc<norace::Mutex<int>> shared) {
        auto guard = locked(*shared);
        ++*guard;
      },
      m);
  handle.join();
  std::cout << value(*m) << '\n';
}
