// A guard is handed on by move, and returned by a function that locks.
#include <norace/norace.hpp>

norace::MutexGuard<int> locked(const norace::Mutex<int>& m) {
  auto guard = m.lock();
  *guard = 1;
  return guard;
}

int main() {
  const norace::Mutex<int> m(0);
  auto guard = locked(m);
  const auto finish = [](norace::MutexGuard<int> last) { return *last; };
  return finish(std::move(guard)) - 1;
}
