//@ rule: N0007
//@ witness: signal: SIGABRT
// And a store has nothing to acquire.
#include <norace/norace.hpp>

int main() {
  const norace::Atomic<int> ready(0);
  ready.store(1, norace::Ordering::AcqRel);  // expected-error {{a store may be Relaxed, Release or SeqCst}}
}
//@ safe: ready.store(1, norace::Ordering::Release);
