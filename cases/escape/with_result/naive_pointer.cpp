//@ rule: E0515
// A pointer to the data.
#include <norace/norace.hpp>

void add(const norace::Arc<norace::Mutex<int>>& shared) {
  int* n = shared->with([](int& data) { return &data; });  // expected-error {{[E0515]}}
  ++*n;
}

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  auto handle = norace::spawn(add, m.clone());
  add(m);
  handle.join();
}
//@ safe: int copy = shared->with([](int& data) { return data; }); int* n = &copy;
