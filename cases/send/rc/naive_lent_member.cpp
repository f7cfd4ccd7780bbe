//@ rule: E0277
// What is lent is Send but for one member, which the lender has as well.
#include <norace/norace.hpp>

#include <string>

struct Account {
  std::string name;
  norace::Rc<norace::Cell<int>> balance;
};

int main() {
  auto balance = norace::Rc<norace::Cell<int>>::make(0);
  Account account{"one", balance};
  norace::scope([&](norace::Scope& s) {
    s.spawn([](Account& lent) { lent.balance->set(2); }, norace::borrow_mut(account));  // expected-error {{[E0277]}}
    balance->set(1);
  });
  return balance->get() > 2 ? 1 : 0;
}
