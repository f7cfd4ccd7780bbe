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

Account account;

int main() {
  std::thread depositor([] {
    for (int i = 0; i < 1000; ++i) account.deposit(10);
  });
  int torn = 0;
  for (int i = 0; i < 1000; ++i) torn += account.balance() % 10;
  depositor.join();
  return torn;
}
