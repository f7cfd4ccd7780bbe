//@ rule: E0716
//@ needs: statics-plugin
// A function takes the guard, a temporary of its caller's, and gives the reference back.
#include <norace/norace.hpp>

template <class Guard>
auto& data_of(Guard&& guard) {
  return *guard;
}

void add(const norace::Arc<norace::Mutex<int>>& shared) {
  int& n = data_of(shared->lock());  // expected-error {{[E0716]}}
  ++n;
}

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  auto handle = norace::spawn(add, m.clone());
  add(m);
  handle.join();
}
