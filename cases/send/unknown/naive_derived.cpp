//@ rule: E0277
// The base lists its members; what the derived class adds sits in the padding behind them.
#include <norace/norace.hpp>

#include <string>

class Account {
 public:
  int number() const { return number_; }

 private:
  std::string owner_;
  int number_ = 7;
  NORACE_MEMBERS(owner_, number_)
};

struct Counted : Account {
  mutable int asked = 0;
  int ask() const { return ++asked + number(); }
};

int main() {
  auto account = norace::Arc<Counted>::make();
  auto handle = norace::spawn([](norace::Arc<Counted> a) { a->ask(); }, account);  // expected-error {{[E0277]}}
  account->ask();
  handle.join();
  return account->asked == 2 ? 0 : 1;
}
