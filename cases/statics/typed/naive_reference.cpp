//@ rule: E0133
//@ needs: statics-plugin
// A reference to mutable data, as in a singleton that is never destroyed.
#include <norace/norace.hpp>

struct Log {
  int lines = 0;
};

Log& log_of_all() {
  static Log& log = *new Log();  // expected-error {{[E0133]}}
  return log;
}

void work() {
  for (int n = 0; n < 1000; ++n) ++log_of_all().lines;
}

int main() {
  auto first = norace::spawn(work);
  auto second = norace::spawn(work);
}
//@ safe: thread_local Log& log = *new Log();
