//@ rule: E0716
// A reference to the part outlives its guard, which ended with its line.
#include <norace/mapped_guard.hpp>
#include <norace/norace.hpp>

struct Account {
  int balance = 0;
  int limit = 0;
};
using Shared = norace::Arc<norace::Mutex<Account>>;

norace::MappedMutexGuard<Account, int> balance_of(const Shared& account) {
  return map(account->lock(), &Account::balance);
}

void add(const Shared& account) {
  int& balance = *balance_of(account);  // expected-error {{[E0716]}}
  ++balance;
}

int main() {
  auto account = Shared::make();
  auto handle = norace::spawn(add, account.clone());
  add(account);
  handle.join();
}
//@ safe: auto guard = balance_of(account); int& balance = *guard;
