//@ rule: E0503
//@ needs: statics-plugin
// Where nobody waits for the thread, it may still be changing what is read.
#include <norace/norace.hpp>

int main(int argc, char**) {
  int n = 0;
  int seen = 0;
  norace::scope([&](norace::Scope& s) {
    auto thread = s.spawn([](int& x) { x = 1; }, norace::borrow_mut(n));
    if (argc > 1) thread.join();
    seen = n + 1;  // expected-error {{[E0503]}}
  });
  return seen > 2 ? 1 : 0;
}
//@ safe: ;
