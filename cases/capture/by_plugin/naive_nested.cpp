//@ rule: E0373
//@ needs: statics-plugin
//@ flags: -DNORACE_PLUGIN_CAPTURES
// A closure that borrows, captured by value in one that does not.
#include <norace/norace.hpp>

int main() {
  int counter = 0;
  auto add = [&counter] { ++counter; };
  auto thread = norace::spawn([add] { add(); });  // expected-error {{it borrows 'add'}}
  ++counter;
}
//@ safe: auto thread = norace::spawn([] {});
