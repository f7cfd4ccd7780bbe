//@ rule: E0277
// A class that cannot be seen into: private members that own.
#include <norace/norace.hpp>

#include <memory>
#include <string>
#include <utility>

class Account {
 public:
  Account(std::string owner, std::shared_ptr<int> money) : owner_(std::move(owner)), money_(std::move(money)) {}
  void add() { ++*money_; }

 private:
  std::string owner_;
  std::shared_ptr<int> money_;
};

int main() {
  auto n = std::make_shared<int>(0);
  auto handle = norace::spawn([](Account a) { a.add(); }, Account("ada", n));  // expected-error {{[E0277]}}
  ++*n;
  handle.join();
  return *n == 2 ? 0 : 1;
}
//@ safe: auto handle = norace::spawn([] {});
