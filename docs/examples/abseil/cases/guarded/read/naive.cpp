//@ rule: GUARDED_BY
#include <thread>

#include "annotated_mutex.hpp"

class Account {
 public:
  void deposit(int amount) {
    Lock lock(mutex_);
    balance_ += amount;
  }
  int balance() { return balance_; }  // expected-error {{reading variable 'balance_' requires holding mutex 'mutex_'}}

 private:
  Mutex mutex_;
  int balance_ ABSL_GUARDED_BY(mutex_) = 0;
};

int main() {
  Account account;
  std::thread depositor([&] {
    for (int i = 0; i < 1000; ++i) account.deposit(10);
  });
  int seen = 0;
  for (int i = 0; i < 1000; ++i) seen = account.balance();
  depositor.join();
  return seen % 10 == 0 ? 0 : 1;
}
