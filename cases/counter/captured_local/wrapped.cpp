// The counter lives inside its lock; every thread owns a handle to it.
#include <norace/norace.hpp>

#include <iostream>

int main() {
  using Counter = norace::Arc<norace::Mutex<int>>;
  auto counter = Counter::make(0);
  norace::WaitGroup group;
  for (int i = 0; i < 10; ++i) {
    norace::spawn(
        [](Counter c, norace::WaitGroup) {
          for (int n = 0; n < 1000; ++n) {
            auto guard = c->lock();
            *guard += 1;
          }
        },
        counter.clone(), group.clone())
        .detach();
  }
  group.wait();
  auto guard = counter->lock();
  std::cout << *guard << '\n';
}
