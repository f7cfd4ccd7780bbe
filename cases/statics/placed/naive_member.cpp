//@ rule: E0133
//@ needs: statics-plugin
// A static member, with its definition outside of the class.
#include <norace/norace.hpp>

struct Account {
  static long total;
  static void deposit(long amount) { total += amount; }
};

long Account::total = 0;  // expected-error {{[E0133]}}

void work() {
  for (int n = 0; n < 1000; ++n) Account::deposit(1);
}

int main() {
  auto first = norace::spawn(work);
  auto second = norace::spawn(work);
}
