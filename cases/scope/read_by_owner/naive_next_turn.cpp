//@ rule: E0503
//@ needs: statics-plugin
// What one turn lends, the next one reads.
#include <norace/norace.hpp>

int main() {
  int n = 0;
  int seen = 0;
  norace::scope([&](norace::Scope& s) {
    for (int i = 0; i < 2; ++i) {
      seen += n;  // expected-error {{[E0503]}}
      if (i == 0) s.spawn([](int& x) { x = 1; }, norace::borrow_mut(n));
    }
  });
  return seen > 1 ? 1 : 0;
}
//@ safe: break;
