//@ rule: N0007
//@ witness: signal: SIGABRT
// An exchange that fails only loads.
#include <norace/norace.hpp>

int main() {
  const norace::Atomic<int> ready(0);
  const auto found = ready.compare_exchange(1, 2, norace::Ordering::AcqRel, norace::Ordering::Release);  // expected-error {{what fails only loads}}
  return found.value_or(0);
}
//@ safe: const auto found = ready.compare_exchange(1, 2, norace::Ordering::AcqRel, norace::Ordering::Acquire);
