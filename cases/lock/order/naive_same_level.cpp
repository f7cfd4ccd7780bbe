//@ rule: N0002
//@ witness: deadlock
// Two locks of one level have no order: who takes them the other way round waits for ever.
#include <norace/norace.hpp>

using Account = norace::LeveledMutex<1, int>;

int move(const Account& from, const Account& to) {
  auto a = from.lock(norace::no_lock);
  auto b = to.lock(a);  // expected-error {{[N0002]}}
  --*a;
  return ++*b;
}

int main() {
  const Account first(0);
  const Account second(0);
  return move(first, second) + move(second, first) - 1;
}
