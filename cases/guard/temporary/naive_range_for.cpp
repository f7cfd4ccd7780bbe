//@ rule: E0716
// The loop runs after the guard is gone.
#include <norace/norace.hpp>

#include <vector>

int main() {
  auto m = norace::Arc<norace::Mutex<std::vector<int>>>::make(1U);
  auto handle = norace::spawn(
      [](norace::Arc<norace::Mutex<std::vector<int>>> shared) {
        for (int& n : *shared->lock()) {  // expected-error {{[E0716]}}
          ++n;
        }
      },
      m.clone());
  auto guard = m->lock();
  guard->at(0) = 2;
  guard.unlock();
  handle.join();
}
