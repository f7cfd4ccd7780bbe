// The guard moves after the last use of the reference.
#include <norace/norace.hpp>

int finish(norace::MutexGuard<int> guard) { return *guard; }

int main() {
  const norace::Mutex<int> m(0);
  auto guard = m.lock();
  int& n = *guard;
  n += 1;
  return finish(std::move(guard)) - 1;
}
