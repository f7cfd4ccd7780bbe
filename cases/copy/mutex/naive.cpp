//@ rule: E0507
// Copying a Mutex reads the data without its lock.
#include <norace/norace.hpp>

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  auto handle = norace::spawn(
      [](norace::Arc<norace::Mutex<int>> shared) {
        const norace::Mutex<int> mine = *shared;  // expected-error {{[E0507]}}
        return mine.with([](int& n) { return n; });
      },
      m.clone());
  m->with([](int& n) { n = 1; });
  return handle.join() > 1 ? 1 : 0;
}
