//@ rule: N0002
//@ witness: deadlock
// lock_all() takes a lock of a lower level than the one that is held.
#include <norace/lock_all.hpp>
#include <norace/norace.hpp>

int main() {
  const norace::LeveledMutex<1, int> accounts(0);
  const norace::LeveledMutex<2, int> log(0);
  {
    auto [a] = norace::lock_all(norace::no_lock, accounts);
    auto l = log.lock(a);
    *l = *a;
  }
  auto l = log.lock(norace::no_lock);
  auto [a] = norace::lock_all(l, accounts);  // expected-error {{[N0002]}}
  return *a + *l;
}
//@ safe: const norace::LeveledMutex<3, int> last(0); auto [a] = norace::lock_all(l, last);
