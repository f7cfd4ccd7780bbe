//@ rule: E0716
// The iterator is kept, the guard is not.
#include <norace/norace.hpp>

#include <vector>

int main() {
  auto m = norace::Arc<norace::Mutex<std::vector<int>>>::make(1U);
  auto handle = norace::spawn(
      [](norace::Arc<norace::Mutex<std::vector<int>>> shared) {
        auto it = shared->lock()->begin();  // expected-error {{[E0716]}}
        ++*it;
      },
      m.clone());
  auto guard = m->lock();
  guard->at(0) = 2;
  guard.unlock();
  handle.join();
}
