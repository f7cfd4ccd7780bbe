//@ rule: E0616
// The mutex, where the number was meant.
#include <norace/norace.hpp>

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  auto handle = norace::spawn(
      [](norace::Arc<norace::Mutex<int>> shared) {
        return 1 + static_cast<const int&>(*shared);  // expected-error {{[E0616]}}
      },
      m.clone());
  m->with([](int& n) { n = 5; });
  handle.join();
}
//@ safe: return 1 + shared->with([](int& n) { return n; });
