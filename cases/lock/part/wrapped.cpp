// A function hands out one member, and the lock with it.
#include <norace/mapped_guard.hpp>
#include <norace/norace.hpp>

#include <iostream>

struct Account {
  int balance = 0;
  int limit = 0;
};
using Shared = norace::Arc<norace::Mutex<Account>>;

norace::MappedMutexGuard<Account, int> balance_of(const Shared& account) {
  return map(account->lock(), &Account::balance);
}

void add(const Shared& account) {
  auto balance = balance_of(account);
  *balance += 1;
}

int main() {
  auto account = Shared::make();
  auto handle = norace::spawn(add, account.clone());
  add(account);
  handle.join();
  std::cout << int(*balance_of(account)) << '\n';
}
