// Transfers between accounts in both directions at once; the log has a level above theirs.
#include <norace/lock_all.hpp>
#include <norace/norace.hpp>

#include <iostream>
#include <tuple>
#include <utility>

using Account = norace::LeveledMutex<1, int>;
using Log = norace::LeveledMutex<2, int>;

void transfer(const Account& from, const Account& to, const Log& log) {
  for (int i = 0; i < 100; ++i) {
    auto [a, b] = norace::lock_all(norace::no_lock, from, to);
    *a -= 1;
    *b += 1;
    auto l = log.lock(a);
    *l += 1;
  }
}

int main() {
  const Account first(100);
  const Account second(100);
  const Log log(0);
  norace::scope([&](norace::Scope& s) {
    s.spawn(transfer, norace::borrow(first), norace::borrow(second), norace::borrow(log));
    s.spawn(transfer, norace::borrow(second), norace::borrow(first), norace::borrow(log));
  });
  auto [a, b] = norace::lock_all(norace::no_lock, first, second);
  auto l = log.lock(a);
  std::cout << *a << ' ' << *b << ' ' << *l << '\n';
}
