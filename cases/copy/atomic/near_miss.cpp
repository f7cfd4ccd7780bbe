// The value is loaded, and its ordering is named.
#include <norace/norace.hpp>

int main() {
  const norace::Atomic<int> hits(0);
  const norace::Atomic<int> mine(hits.load(norace::Ordering::Acquire));
  return mine.load(norace::Ordering::Relaxed);
}
