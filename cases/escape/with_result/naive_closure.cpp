//@ rule: E0515
// A closure that owns a string, and borrows the data beside it.
#include <norace/norace.hpp>

#include <string>

void add(const norace::Arc<norace::Mutex<int>>& shared) {
  const auto later = shared->with([](int& n) { return [&n, by = std::string("x")] { n += static_cast<int>(by.size()); }; });  // expected-error {{[E0515]}}
  later();
}

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  auto handle = norace::spawn(add, m.clone());
  add(m);
  handle.join();
}
