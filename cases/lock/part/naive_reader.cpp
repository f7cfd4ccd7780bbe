//@ rule: E0594
// Writing through a part of what a reader's guard guards.
#include <norace/mapped_guard.hpp>
#include <norace/norace.hpp>

struct Account {
  int balance = 0;
  int limit = 0;
};
using Shared = norace::Arc<norace::RwLock<Account>>;

int main() {
  auto account = Shared::make();
  auto mine = map(account->read(), &Account::balance);
  auto handle = norace::spawn(
      [](Shared shared) {
        auto balance = map(shared->read(), &Account::balance);
        *balance += 5;  // expected-error {{[E0594]}}
      },
      account);
  const int seen = *mine;
  handle.join();
  return seen > 5 ? 1 : 0;
}
//@ safe: ;
