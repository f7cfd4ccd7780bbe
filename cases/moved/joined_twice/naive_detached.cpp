//@ rule: E0382
//@ needs: statics-plugin
//@ witness: signal: SIGABRT
// Let go, and then waited for.
#include <norace/norace.hpp>

int main() {
  auto handle = norace::spawn([] {});
  handle.detach();
  handle.join();  // expected-error {{[E0382]}}
}
//@ safe: ;
