//@ rule: E0499
//@ needs: statics-plugin
//@ witness: memory
// A guarded vector grows, and a reference that may change its last element stays where the elements were.
#include <norace/norace.hpp>

#include <vector>

int main() {
  const norace::Mutex<std::vector<int>> shared(2U);
  auto guard = shared.lock();
  int& last = guard->back();
  guard->push_back(1);  // expected-error {{[E0499]}}
  last = 2;
}
//@ safe: ;
