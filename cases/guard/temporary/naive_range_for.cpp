//@ rule: E0716
// The loop runs after the guard is gone.
#include <norace/norace.hpp>

#include <vector>

void add(const norace::Arc<norace::Mutex<std::vector<int>>>& shared) {
  for (int& n : *shared->lock()) {  // expected-error {{[E0716]}}
    ++n;
  }
}

int main() {
  auto m = norace::Arc<norace::Mutex<std::vector<int>>>::make(1U);
  auto handle = norace::spawn(add, m.clone());
  add(m);
  handle.join();
}
//@ safe: auto guard = shared->lock(); for (int& n : *guard) {
