//@ rule: E0277
// The guard of a part goes to another thread.
#include <norace/mapped_guard.hpp>
#include <norace/norace.hpp>

#include <utility>

struct Account {
  int balance = 0;
  int limit = 0;
};

int main() {
  auto account = norace::Arc<norace::Mutex<Account>>::make();
  auto balance = map(account->lock(), &Account::balance);
  int& mine = *balance;
  using Balance = norace::MappedMutexGuard<Account, int>;
  auto handle = norace::spawn([](Balance theirs) { *theirs += 1; }, std::move(balance));  // expected-error {{[E0277]}}
  mine += 1;
  handle.join();
  return mine == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
