//@ rule: E0133
//@ needs: statics-plugin
//@ witness: none: the environment is inside of libc
// setenv() beside a thread that asks getenv().
#include <norace/norace.hpp>

#include <cstdlib>

int main() {
  auto thread = norace::spawn([] { return std::getenv("HOME") != nullptr; });
  setenv("NORACE_CASE", "1", 1);  // expected-error {{'setenv'; set it before the first thread}}
  thread.join();
}
//@ safe: ;
