//@ rule: E0133
//@ needs: statics-plugin
// A hook.
#include <norace/norace.hpp>

void nothing() {}
void (*hook)() = nothing;  // expected-error {{[E0133]}}

void work() {
  for (int n = 0; n < 1000; ++n) {
    hook = nothing;
    norace::yield_now();  // or one write is left, which Clang gives no line
  }
}

int main() {
  auto first = norace::spawn(work);
  auto second = norace::spawn(work);
}
//@ safe: thread_local void (*hook)() = nothing;
