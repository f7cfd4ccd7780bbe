//@ rule: E0499
//@ needs: statics-plugin
// Where nobody waits for the first thread, it still has the counter.
#include <norace/norace.hpp>

void add(int& n) { n += 1; }

int main(int argc, char**) {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    auto first = s.spawn(add, norace::borrow_mut(n));
    if (argc > 1) first.join();
    s.spawn(add, norace::borrow_mut(n));  // expected-error {{[E0499]}}
  });
  return n == 2 ? 0 : 1;
}
//@ safe: ;
