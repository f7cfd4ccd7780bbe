//@ rule: E0507
// map() of a copy: the part's guard holds no lock when the other one has unlocked.
#include <norace/mapped_guard.hpp>
#include <norace/norace.hpp>

struct Account {
  int balance = 0;
  int limit = 0;
};
using Shared = norace::Arc<norace::Mutex<Account>>;

void add(const Shared& account) {
  auto guard = account->lock();
  auto balance = map(guard, &Account::balance);  // expected-error {{[E0507]}}
  guard.unlock();
  *balance += 1;
}

int main() {
  auto account = Shared::make();
  auto handle = norace::spawn(add, account.clone());
  add(account);
  handle.join();
}
