//@ rule: E0277
//@ needs: statics-plugin
//@ flags: -DNORACE_PLUGIN_CAPTURES
// An Rc by value: its count belongs to one thread.
#include <norace/norace.hpp>

int main() {
  auto rc = norace::Rc<int>::make(1);
  auto thread = norace::spawn([rc] {  // expected-error {{would move between threads: 'rc' of type 'norace::Rc<int>'}}
    for (int n = 0; n < 1000; ++n) auto copy = rc;
  });
  for (int n = 0; n < 1000; ++n) auto copy = rc;
}
//@ safe: auto thread = norace::spawn([rc = 1] {
