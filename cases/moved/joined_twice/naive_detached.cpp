//@ rule: E0382
//@ revisions: analysis plugin
//@[analysis] needs: consumed
//@[plugin] only: gcc
//@[plugin] needs: statics-plugin
//@ witness: signal: SIGABRT
// Let go, and then waited for.
#include <norace/norace.hpp>

int main() {
  auto handle = norace::spawn([] {});
  handle.detach();
  handle.join();  // analysis-error {{'consumed' state}} plugin-error {{[E0382]}}
}
//@ safe: ;
