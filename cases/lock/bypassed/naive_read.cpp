//@ rule: E0616
// Reading without the lock races with who writes under it.
#include <norace/norace.hpp>

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  auto handle = norace::spawn(
      [](norace::Arc<norace::Mutex<int>> shared) {
        return shared->get();  // expected-error {{[E0616]}}
      },
      m.clone());
  m->with([](int& n) { n = 5; });
  handle.join();
}
