//@ rule: E0507
// A copy of the guard is used after the original unlocked.
#include <norace/norace.hpp>

#include <optional>

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  auto handle = norace::spawn(
      [](norace::Arc<norace::Mutex<int>> shared) {
        auto guard = shared->lock();
        auto copy = guard;  // expected-error {{[E0507]}}
        guard.unlock();
        ++*copy;
      },
      m.clone());
  m->with([](int& n) { ++n; });
  handle.join();
}
