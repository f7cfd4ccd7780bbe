//@ rule: E0382
//@ revisions: analysis plugin
//@[analysis] needs: consumed
//@[plugin] only: gcc
//@[plugin] needs: statics-plugin
//@ witness: signal: SIGABRT
// One thread, joined twice.
#include <norace/norace.hpp>

int main() {
  auto handle = norace::spawn([](int n) { return n + 1; }, 1);
  const int once = handle.join();
  return once + handle.join();  // analysis-error {{'consumed' state}} plugin-error {{[E0382]}}
}
//@ safe: return once;
