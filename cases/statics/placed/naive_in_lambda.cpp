//@ rule: E0133
//@ needs: statics-plugin
// A static inside a lambda that captures nothing.
#include <norace/norace.hpp>

int main() {
  auto count = [] {
    static int calls = 0;  // expected-error {{[E0133]}}
    for (int n = 0; n < 1000; ++n) ++calls;
    return calls;
  };
  auto first = norace::spawn(count);
  auto second = norace::spawn(count);
}
//@ safe: thread_local int calls = 0;
