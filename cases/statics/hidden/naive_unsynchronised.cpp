//@ rule: E0133
//@ needs: statics-plugin
//@ witness: none: the buffer is inside of libstdc++
// Without stdio behind it, std::cout has a buffer that nobody locks.
#include <norace/norace.hpp>

#include <iostream>

void hello() { std::cout << "hello\n"; }

int main() {
  std::ios::sync_with_stdio(false);  // expected-error {{'sync_with_stdio'}}
  auto thread = norace::spawn(hello);
  hello();
  thread.join();
}
//@ safe: ;
