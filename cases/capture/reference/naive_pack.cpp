//@ rule: E0373
// Every element of a pack, captured by reference inside a template.
#include <norace/norace.hpp>

template <class... Ints>
norace::JoinHandle<void> increment_all(Ints&... xs) {
  return norace::spawn([&xs...] { ((++xs), ...); });  // expected-error {{[E0373]}}
}

int main() {
  int n = 0;
  int m = 0;
  auto handle = increment_all(n, m);
  ++n;
  handle.join();
  return n + m == 3 ? 0 : 1;
}
//@ safe: return norace::spawn([] {});
