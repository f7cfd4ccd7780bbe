// Any order without levels; of one level, and of several above what is held; a range; the same locks again, one after
// the other.
#include <norace/lock_all.hpp>
#include <norace/norace.hpp>

#include <vector>

int main() {
  const norace::Mutex<int> a(1);
  const norace::RwLock<int> b(2);
  {
    auto [x, y] = norace::lock_all(a, norace::reading(b));
    *x += *y;
  }
  {
    auto [y, x] = norace::lock_all(b, a);
    *y -= *x;
  }
  const norace::LeveledMutex<1, int> ground(0);
  const norace::LeveledMutex<2, int> first(0);
  const norace::LeveledMutex<2, int> second(0);
  auto g = ground.lock(norace::no_lock);
  auto [s, f] = norace::lock_all(g, second, first);
  const std::vector<norace::Mutex<int>> many(3U);
  int sum = *g + *s + *f + b.with_read([](const int& n) { return n; });
  for (auto& one : norace::lock_all(many)) sum += *one;
  return sum + 1;
}
