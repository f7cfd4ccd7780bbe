//@ rule: E0499
//@ needs: statics-plugin
//@ witness: memory
// One turn of the loop has the pointer point at the vector's own, and the next one lets that grow.
#include <norace/norace.hpp>

#include <vector>

int main() {
  const norace::Mutex<std::vector<int>> shared(1U);
  auto guard = shared.lock();
  int other = 0;
  int* x = &other;
  for (int i = 0; i < 3; ++i) {
    *x += 1;
    guard->push_back(i);  // expected-error {{[E0499]}}
    if (i == 0) x = guard->data();
  }
}
//@ safe: x = &other;
