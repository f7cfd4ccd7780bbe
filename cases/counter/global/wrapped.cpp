// The global is const: what changes is inside its lock.
#include <norace/norace.hpp>

#include <iostream>

const norace::Mutex<int> counter(0);

void increment(norace::WaitGroup group) {
  for (int n = 0; n < 1000; ++n) {
    auto guard = counter.lock();
    *guard += 1;
  }
  group.done();
}

int main() {
  norace::WaitGroup group;
  for (int i = 0; i < 10; ++i) norace::spawn(increment, group.clone()).detach();
  group.wait();
  auto guard = counter.lock();
  std::cout << *guard << '\n';
}
