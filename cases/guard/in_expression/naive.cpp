//@ rule: E0716
//@ witness: memory
// A reference to an element, through a guard that has no name.
#include <norace/norace.hpp>

#include <vector>

int main() {
  const norace::Mutex<std::vector<int>> shared(1U, 7);
  int& first = shared.lock()->front();  // expected-error {{[E0716]}}
  shared.with([](std::vector<int>& v) { v.resize(1000); });
  return first - 7;
}
//@ safe: auto guard = shared.lock(); int& first = guard->front(); guard.unlock();
