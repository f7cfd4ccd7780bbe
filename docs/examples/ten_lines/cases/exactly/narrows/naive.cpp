//@ rule: X0001
//@ witness: none: what it prevents is a lost half, and no race
#include <exactly.hpp>

int main() {
  Exactly<int> size = 2.5;  // expected-error {{[X0001]}}
  return size.value;
}
