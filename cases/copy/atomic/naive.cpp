//@ rule: E0507
//@ witness: exit: 1
// A copy of an Atomic counts for itself.
#include <norace/norace.hpp>

int main() {
  const norace::Atomic<int> hits(0);
  norace::Atomic<int> mine = hits;  // expected-error {{[E0507]}}
  mine.fetch_add(1, norace::Ordering::Relaxed);
  return hits.load(norace::Ordering::Relaxed) == 1 ? 0 : 1;
}
//@ safe: norace::Atomic<int> mine(hits.load(norace::Ordering::Relaxed));
