// The same levels again, one after the other.
#include <norace/norace.hpp>

int main() {
  const norace::LeveledMutex<1, int> accounts(0);
  const norace::LeveledMutex<2, int> log(0);
  {
    auto l = log.lock(norace::no_lock);
    *l = 0;
  }
  auto a = accounts.lock(norace::no_lock);
  return *a;
}
