//@ rule: E0133
//@ needs: statics-plugin
// const, of a type that is not Sync.
#include <norace/norace.hpp>

const norace::Cell<int> hits(0);  // expected-error {{[E0133]}}

void work() {
  for (int n = 0; n < 1000; ++n) {
    hits.set(hits.get() + 1);
    norace::yield_now();  // or one write is left, which Clang gives no line
  }
}

int main() {
  auto first = norace::spawn(work);
  auto second = norace::spawn(work);
}
//@ safe: thread_local const norace::Cell<int> hits(0);
