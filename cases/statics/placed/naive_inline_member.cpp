//@ rule: E0133
//@ needs: statics-plugin
// An inline static member, private: its class is no lock.
#include <norace/norace.hpp>

class Account {
 public:
  static void deposit(long amount) { total_ += amount; }

 private:
  inline static long total_ = 0;  // expected-error {{[E0133]}}
};

void work() {
  for (int n = 0; n < 1000; ++n) Account::deposit(1);
}

int main() {
  auto first = norace::spawn(work);
  auto second = norace::spawn(work);
}
//@ safe: inline static thread_local long total_ = 0;
