//@ rule: E0373
//@ needs: statics-plugin
//@ flags: -DNORACE_PLUGIN_CAPTURES
// this, in a method that starts a thread.
#include <norace/norace.hpp>

#include <memory>

struct Counter {
  int n = 0;
  auto start() {
    return norace::spawn([this] {  // expected-error {{it borrows 'this'}}
      for (int i = 0; i < 1000; ++i) ++n;
    });
  }
};

int main() {
  auto counter = std::make_unique<Counter>();
  auto thread = counter->start();
  for (int i = 0; i < 1000; ++i) ++counter->n;
}
//@ safe: return norace::spawn([n = 0]() mutable {
