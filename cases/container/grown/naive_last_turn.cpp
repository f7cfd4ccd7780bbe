//@ rule: E0502
//@ needs: statics-plugin
//@ witness: memory
// A pointer into the vector is kept from one turn to the next, in which the vector grows.
#include <norace/norace.hpp>

#include <vector>

int main() {
  const auto [tx, rx] = norace::channel<int>();
  for (int i = 0; i < 10; ++i) tx.send(i);
  std::vector<int> all;
  const int* last = nullptr;
  int ups = 0;
  while (auto n = rx.try_recv()) {
    all.push_back(*n);  // expected-error {{[E0502]}}
    if (last != nullptr && *last < *n) ups += 1;
    last = &all.back();
  }
  return ups == 9 ? 0 : 1;
}
//@ safe: all.assign(1, *n); last = nullptr;
