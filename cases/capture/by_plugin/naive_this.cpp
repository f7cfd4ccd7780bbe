//@ rule: E0373
//@ needs: statics-plugin
//@ flags: -DNORACE_PLUGIN_CAPTURES
// this, in a method that starts a thread.
#include <norace/norace.hpp>

struct Counter {
  int n = 0;
  auto start() {
    return norace::spawn([this] { ++n; });  // expected-error {{it borrows 'this'}}
  }
};

int main() {
  Counter counter;
  auto thread = counter.start();
  ++counter.n;
}
