//@ rule: E0382
//@ needs: consumed
//@ witness: signal: SIGABRT
// Let go, and then waited for.
#include <norace/norace.hpp>

int main() {
  auto handle = norace::spawn([] {});
  handle.detach();
  handle.join();  // expected-error {{'consumed' state}}
}
//@ safe: ;
