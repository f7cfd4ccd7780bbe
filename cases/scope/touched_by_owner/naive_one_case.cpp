//@ rule: E0506
//@ needs: statics-plugin
// One case waits for the thread, another one forgot to, and behind both the number is set.
#include <norace/norace.hpp>

int main(int argc, char**) {
  int n = 0;
  norace::scope([&](norace::Scope& s) {
    auto thread = s.spawn([](const int& x) { return x; }, norace::borrow(n));
    switch (argc) {
      case 2:
        thread.join();
        break;
      case 3:
        return;
      default:
        break;
    }
    n = 1;  // expected-error {{[E0506]}}
  });
  return n - 1;
}
//@ safe: ;
