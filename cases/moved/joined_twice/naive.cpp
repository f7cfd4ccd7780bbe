//@ rule: E0382
//@ needs: consumed
//@ witness: none: the second join() throws std::system_error
// One thread, joined twice.
#include <norace/norace.hpp>

int main() {
  auto handle = norace::spawn([](int n) { return n + 1; }, 1);
  const int once = handle.join();
  return once + handle.join();  // expected-error {{'consumed' state}}
}
