//@ rule: E0597
//@ known-hole: inside the function the guard has a name, and nothing says that what it returns came from there
// A function takes the guard, a temporary of its caller's, and gives the reference back.
#include <norace/norace.hpp>

template <class Guard>
auto& data_of(Guard&& guard) {
  return *guard;
}

void add(const norace::Arc<norace::Mutex<int>>& shared) {
  int& n = data_of(shared->lock());
  ++n;
}

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  auto handle = norace::spawn(add, m.clone());
  add(m);
  handle.join();
}
