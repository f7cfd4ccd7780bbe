//@ rule: E0507
// Copying a Mutex reads the data without its lock.
#include <norace/norace.hpp>

#include <chrono>

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  auto handle = norace::spawn(
      [](norace::Arc<norace::Mutex<int>> shared) {
        norace::sleep(std::chrono::milliseconds(20));  // else one may be done before the other begins
        const norace::Mutex<int> mine = *shared;  // expected-error {{[E0507]}}
        return mine.with([](int& n) { return n; });
      },
      m.clone());
  m->with([](int& n) { n = 1; });
  return handle.join() > 1 ? 1 : 0;
}
