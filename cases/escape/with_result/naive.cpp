//@ rule: E0515
// with() would return a reference to the data.
#include <norace/norace.hpp>

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  auto handle = norace::spawn(
      [](norace::Arc<norace::Mutex<int>> shared) {
        int& escaped = shared->with([](int& n) -> int& { return n; });  // expected-error {{[E0515]}}
        ++escaped;
      },
      m.clone());
  m->with([](int& data) { data = 5; });
  handle.join();
}
