//@ rule: N0007
//@ witness: signal: SIGABRT
// fetch_update() loads first, with the second order.
#include <norace/norace.hpp>

int main() {
  const norace::Atomic<int> ready(0);
  ready.fetch_update(norace::Ordering::SeqCst, norace::Ordering::AcqRel, [](int n) { return n + 1; });  // expected-error {{what fails only loads}}
}
//@ safe: ready.fetch_update(norace::Ordering::SeqCst, norace::Ordering::Acquire, [](int n) { return n + 1; });
