//@ rule: E0521
// A member function that is a coroutine: its object is a parameter like any other reference.
#include <norace/norace.hpp>
#include <norace/async_pool.hpp>

class Account {
 public:
  norace::Task<long> deposit(long by) { co_return balance_ += by; }  // expected-error {{[E0521]}}
  void close() { balance_ = 0; }

 private:
  long balance_ = 0;
};

int main() {
  const norace::Pool pool(2);
  Account account;
  auto handle = pool.spawn(account.deposit(100));
  do {
    account.close();
  } while (!handle.is_finished());
  handle.join();
}
//@ safe: norace::Task<long> deposit(long by) { return of(balance_ + by); } static norace::Task<long> of(long n) { co_return n; }
