//@ rule: E0616
// Reading without the lock races with who writes under it. (A long: alone in its eight bytes.)
#include <norace/norace.hpp>

int main() {
  auto m = norace::Arc<norace::Mutex<long>>::make(0L);
  auto handle = norace::spawn(
      [](norace::Arc<norace::Mutex<long>> shared) {
        return shared->get();  // expected-error {{[E0616]}}
      },
      m.clone());
  m->with([](long& n) { n = 5; });
  handle.join();
}
