// A guard may move within its thread.
#include <norace/norace.hpp>

#include <utility>

norace::MutexGuard<int> take(const norace::Mutex<int>& m) { return m.lock(); }

int main() {
  const norace::Mutex<int> m(0);
  auto guard = take(m);
  auto moved = std::move(guard);
  return *moved;
}
