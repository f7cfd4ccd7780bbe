//@ rule: E0373
//@ needs: statics-plugin
//@ flags: -DNORACE_PLUGIN_CAPTURES
// With the plugin, the sentence names the variable; without it, it says that something is borrowed.
#include <norace/norace.hpp>

int main() {
  int counter = 0;
  auto thread = norace::spawn([&] {  // expected-error {{it borrows 'counter'}}
    ++counter;
  });
  ++counter;
}
//@ safe: auto thread = norace::spawn([counter = 0]() mutable {
