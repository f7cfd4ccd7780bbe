//@ rule: E0507
//@ witness: none: a load and a store, each atomic; updates get lost, which is no data race
// Assigning one Atomic to another is a load and a store.
#include <norace/norace.hpp>

int main() {
  norace::Atomic<int> hits(0);
  const norace::Atomic<int> other(1);
  hits = other;  // expected-error {{[E0507]}}
  return hits.load(norace::Ordering::Relaxed) - 1;
}
//@ safe: ;
