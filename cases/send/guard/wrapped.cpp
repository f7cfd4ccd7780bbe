// The mutex is shared; each thread takes a guard of its own.
#include <norace/norace.hpp>

#include <iostream>

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  auto handle = norace::spawn(
      [](norace::Arc<norace::Mutex<int>> shared) {
        auto guard = shared->lock();
        ++*guard;
      },
      m.clone());
  {
    auto guard = m->lock();
    ++*guard;
  }
  handle.join();
  auto guard = m->lock();
  std::cout << *guard << '\n';
}
