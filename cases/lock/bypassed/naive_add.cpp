//@ rule: E0616
// Adding to the mutex.
#include <norace/norace.hpp>

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  auto handle = norace::spawn(
      [](norace::Arc<norace::Mutex<int>> shared) {
        *shared += 5;  // expected-error {{[E0616]}}
      },
      m.clone());
  m->with([](int& n) { ++n; });
  handle.join();
}
//@ safe: ;
