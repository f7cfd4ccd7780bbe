//@ rule: E0716
// An iterator into what a guard of lock_all() guards, and the guards ended with their line.
#include <norace/lock_all.hpp>
#include <norace/norace.hpp>

#include <tuple>
#include <vector>

using Numbers = norace::Mutex<std::vector<int>>;

void add(const norace::Arc<Numbers>& a, const norace::Arc<Numbers>& b) {
  auto it = std::get<0>(norace::lock_all(*a, *b))->begin();  // expected-error {{[E0716]}}
  ++*it;
}

int main() {
  auto a = norace::Arc<Numbers>::make(3U);
  auto b = norace::Arc<Numbers>::make(3U);
  auto handle = norace::spawn(add, a.clone(), b.clone());
  add(a, b);
  handle.join();
}
//@ safe: auto guards = norace::lock_all(*a, *b); auto it = std::get<0>(guards)->begin();
