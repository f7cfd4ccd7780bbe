//@ rule: N0002
//@ witness: deadlock
// The lock of a lower level is asked for while a higher one is held.
#include <norace/norace.hpp>

int main() {
  const norace::LeveledMutex<1, int> accounts(0);
  const norace::LeveledMutex<2, int> log(0);
  {
    auto a = accounts.lock(norace::no_lock);
    auto l = log.lock(a);
    *l = *a;
  }
  auto l = log.lock(norace::no_lock);
  auto a = accounts.lock(l);  // expected-error {{[N0002]}}
  return *a + *l;
}
//@ safe: const norace::LeveledMutex<3, int> last(0); auto a = last.lock(l);
