//@ rule: E0382
//@ needs: statics-plugin
//@ witness: signal: SIGABRT
// One thread, joined twice.
#include <norace/norace.hpp>

int main() {
  auto handle = norace::spawn([](int n) { return n + 1; }, 1);
  const int once = handle.join();
  return once + handle.join();  // expected-error {{[E0382]}}
}
//@ safe: return once;
