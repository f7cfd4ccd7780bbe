//@ rule: E0133
//@ needs: statics-plugin
// A pointer that can be turned to something else, if only to const.
#include <norace/norace.hpp>

const char* mood = "calm";  // expected-error {{[E0133]}}

void work() {
  for (int n = 0; n < 1000; ++n) mood = n % 2 == 0 ? "calm" : "angry";
}

int main() {
  auto first = norace::spawn(work);
  auto second = norace::spawn(work);
}
//@ safe: thread_local const char* mood = "calm";
