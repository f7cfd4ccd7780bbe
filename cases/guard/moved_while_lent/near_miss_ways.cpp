// The way that unlocks leaves, or takes the lock and its reference again.
#include <norace/norace.hpp>

#include <optional>

int add(const norace::Mutex<int>& m, bool early) {
  auto guard = m.lock();
  int& n = *guard;
  if (early) {
    guard.unlock();
    return 0;
  }
  n += 1;
  return n;
}

int main() {
  const norace::Mutex<int> m(0);
  const int before = add(m, true) + add(m, false);
  auto guard = m.lock();
  int* n = &*guard;
  for (int i = 0; i < 3; ++i) {
    *n += 1;
    guard.unlock();
    guard = m.lock();
    n = &*guard;
  }
  return *n - 3 - before;
}
