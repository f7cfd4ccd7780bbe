//@ rule: E0716
// The iterator is kept, the guard is not.
#include <norace/norace.hpp>

#include <vector>

void add(const norace::Arc<norace::Mutex<std::vector<int>>>& shared) {
  auto it = shared->lock()->begin();  // expected-error {{[E0716]}}
  ++*it;
}

int main() {
  auto m = norace::Arc<norace::Mutex<std::vector<int>>>::make(1U);
  auto handle = norace::spawn(add, m.clone());
  add(m);
  handle.join();
}
//@ safe: auto guard = shared->lock(); auto it = guard->begin();
