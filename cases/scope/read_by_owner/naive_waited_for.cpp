//@ rule: E0503
//@ needs: statics-plugin
// A flag that another thread sets is waited for in a loop.
#include <norace/norace.hpp>

int main() {
  bool is_done = false;
  norace::scope([&](norace::Scope& s) {
    s.spawn([](bool& done) { done = true; }, norace::borrow_mut(is_done));
    while (!is_done) norace::yield_now();  // expected-error {{[E0503]}}
  });
}
//@ safe: ;
