//@ rule: N0007
//@ witness: signal: SIGABRT
// A relaxed fence would order nothing.
#include <norace/norace.hpp>

int main() {
  norace::fence(norace::Ordering::Relaxed);  // expected-error {{a fence may be Acquire, Release, AcqRel or SeqCst}}
}
//@ safe: norace::fence(norace::Ordering::SeqCst);
