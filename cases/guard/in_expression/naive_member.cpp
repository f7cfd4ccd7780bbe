//@ rule: E0716
// A member of one's own class may return anything.
#include <norace/norace.hpp>

struct Account {
  int& balance() { return balance_; }
  int balance_ = 0;
};

void add(const norace::Arc<norace::Mutex<Account>>& shared) {
  int& balance = shared->lock()->balance();  // expected-error {{[E0716]}}
  ++balance;
}

int main() {
  auto account = norace::Arc<norace::Mutex<Account>>::make();
  auto handle = norace::spawn([](norace::Arc<norace::Mutex<Account>> a) { add(a); }, account);
  add(account);
  handle.join();
}
//@ safe: auto guard = shared->lock(); int& balance = guard->balance();
