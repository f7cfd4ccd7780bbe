//@ rule: E0503
//@ needs: statics-plugin
// The thread that runs the scope looks at what another thread has to itself.
#include <norace/norace.hpp>

int main() {
  int n = 0;
  int seen = 0;
  norace::scope([&](norace::Scope& s) {
    s.spawn(
        [](int& x) {
          for (int i = 0; i < 1000; ++i) ++x;
        },
        norace::borrow_mut(n));
    seen = n;  // expected-error {{[E0503]}}
  });
  return seen > 1000 ? 1 : 0;
}
