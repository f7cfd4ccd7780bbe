//@ rule: E0133
//@ needs: statics-plugin
// std::cout may be shared; its width, which the next output takes, may not.
#include <norace/norace.hpp>

#include <iomanip>
#include <iostream>

void rows() {
  for (int n = 0; n < 100; ++n) std::cout << std::setw(3) << n << '\n';  // expected-error {{'cout' by 'setw'}}
}

int main() {
  auto thread = norace::spawn(rows);
  rows();
  thread.join();
}
//@ safe: for (int n = 0; n < 100; ++n) std::cout << n << '\n';
