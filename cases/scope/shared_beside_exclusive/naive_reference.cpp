//@ rule: E0502
//@ needs: statics-plugin
// A reference that only reads is older than the loan, and used beside the thread.
#include <norace/norace.hpp>

int main() {
  int n = 0;
  int seen = 0;
  norace::scope([&](norace::Scope& s) {
    const int& same = n;
    s.spawn([](int& mine) { mine += 1; }, norace::borrow_mut(n));  // expected-error {{[E0502]}}
    seen = same;
  });
  return seen > 1 ? 1 : 0;
}
//@ safe: ;
