// The class lists its members, and holds nothing shared.
#include <norace/norace.hpp>

#include <iostream>
#include <string>
#include <utility>

class Account {
 public:
  Account(std::string owner, long money) : owner_(std::move(owner)), money_(money) {}
  void add(long n) { money_ += n; }
  std::string show() const { return owner_ + ' ' + std::to_string(money_); }

 private:
  std::string owner_;
  long money_;
  NORACE_MEMBERS(owner_, money_)
};

int main() {
  auto handle = norace::spawn(
      [](Account a) {
        a.add(2);
        return a;
      },
      Account("ada", 40));
  std::cout << handle.join().show() << '\n';
}
