//@ rule: E0382
//@ needs: statics-plugin
//@ witness: signal: SIGABRT
// Joined on one way, and then on all.
#include <norace/norace.hpp>

int main(int argc, char**) {
  auto handle = norace::spawn([] {});
  if (argc == 1) handle.join();
  handle.join();  // expected-error {{[E0382]}}
}
//@ safe: ;
