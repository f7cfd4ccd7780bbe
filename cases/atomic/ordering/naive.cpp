//@ rule: N0007
//@ witness: signal: SIGABRT
// A load orders what comes after it; it has nothing to release.
#include <norace/norace.hpp>

int main() {
  const norace::Atomic<int> ready(0);
  return ready.load(norace::Ordering::Release);  // expected-error {{[N0007]}}
}
//@ safe: return ready.load(norace::Ordering::Acquire);
