//@ rule: N0002
//@ witness: deadlock
// lock_all() of locks with levels, and nothing says what is held already.
#include <norace/lock_all.hpp>
#include <norace/norace.hpp>

using Account = norace::LeveledMutex<1, int>;

int main() {
  const Account first(0);
  const Account second(0);
  const norace::LeveledMutex<2, int> log(0);
  {
    auto [a, b] = norace::lock_all(norace::no_lock, first, second);
    auto l = log.lock(a);
    *l = *a + *b;
  }
  auto l = log.lock(norace::no_lock);
  auto [a, b] = norace::lock_all(first, second);  // expected-error {{[N0002]}}
  return *a + *b + *l;
}
//@ safe: const norace::Mutex<int> one(0); const norace::Mutex<int> two(0); auto [a, b] = norace::lock_all(one, two);
