// A named guard, a moved guard, and with() on a temporary.
#include <norace/norace.hpp>

#include <optional>
#include <utility>

int main() {
  const norace::Mutex<int> m(0);
  {
    auto guard = m.lock();
    int& n = *guard;
    n = 3;
    const auto moved = std::move(guard);
    if (*moved != 3) return 1;
  }
  if (auto guard = m.try_lock()) **guard += 1;
  return m.with([](int& n) { return n - 4; });
}
