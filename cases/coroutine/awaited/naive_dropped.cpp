//@ rule: N0001
//@ flags(clang>=22): -Werror=unused-value
//@ witness: none: a Task that is dropped never runs
// A Task that nobody awaits.
#include <norace/norace.hpp>
#include <norace/async.hpp>

norace::Task<> say(int n) {
  static_cast<void>(n);
  co_return;
}

norace::Task<> both() {
  say(1);  // expected-error {{[N0001]}}
  co_await say(2);
}

int main() { norace::block_on(both()); }
//@ safe: co_await say(1);
