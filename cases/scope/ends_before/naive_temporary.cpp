//@ rule: E0597
//@ witness: none: the temporary ends in the same expression, and what a thread reads there later is undefined, not a race
// A temporary ends before the thread begins.
#include <norace/norace.hpp>

int main() {
  norace::scope([](norace::Scope& s) {
    s.spawn([](const int& n) { return n + 1; }, norace::borrow(41));  // expected-error {{[E0597]}}
  });
}
