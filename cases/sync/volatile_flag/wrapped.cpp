// An Atomic flag synchronises.
#include <norace/norace.hpp>

#include <iostream>

int main() {
  auto stop = norace::Arc<norace::Atomic<bool>>::make(false);
  auto handle = norace::spawn(
      [](norace::Arc<norace::Atomic<bool>> s) {
        while (!s->load(norace::Ordering::Acquire)) {
        }
        return 1;
      },
      stop.clone());
  stop->store(true, norace::Ordering::Release);
  std::cout << handle.join() << '\n';
}
