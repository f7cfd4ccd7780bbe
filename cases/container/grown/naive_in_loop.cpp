//@ rule: E0502
//@ needs: statics-plugin
//@ witness: memory
// The vector grows in the loop over it.
#include <norace/norace.hpp>

#include <vector>

int main() {
  const norace::Mutex<std::vector<int>> shared(std::vector<int>{1, 2, 3});
  auto guard = shared.lock();
  for (const int& x : *guard) {
    if (x == 2) guard->push_back(x);  // expected-error {{[E0502]}}
  }
}
//@ safe: ;
