//@ rule: E0373
//@ needs: statics-plugin
//@ flags: -DNORACE_PLUGIN_CAPTURES
// A pointer, beside a capture that is fine.
#include <norace/norace.hpp>

int main() {
  int counter = 0;
  auto log = norace::Arc<norace::Mutex<int>>::make(0);
  auto thread = norace::spawn([log, at = &counter] { ++*at; });  // expected-error {{it borrows 'at'}}
  ++counter;
}
//@ safe: auto thread = norace::spawn([] {});
