//@ rule: E0373
//@ needs: statics-plugin
//@ flags: -DNORACE_PLUGIN_CAPTURES
// A pointer that std::bind_front holds: the sentence stands at the call, not in std's header.
#include <norace/norace.hpp>

#include <functional>

void add(int* n) {
  for (int i = 0; i < 1000; ++i) ++*n;
}

int main() {
  int n = 0;
  auto thread = norace::spawn(std::bind_front(add, &n));  // expected-error {{[E0373]}}
  add(&n);
  thread.join();
}
