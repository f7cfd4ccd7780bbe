//@ rule: E0382
//@ needs: consumed
//@ witness: signal: SIGABRT
// One thread, joined twice.
#include <norace/norace.hpp>

int main() {
  auto handle = norace::spawn([](int n) { return n + 1; }, 1);
  const int once = handle.join();
  return once + handle.join();  // expected-error {{'consumed' state}}
}
//@ safe: return once;
