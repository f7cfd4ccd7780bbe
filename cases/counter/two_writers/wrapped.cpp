// Both threads are joined, and what they share is inside its lock.
#include <norace/norace.hpp>

#include <iostream>

using Shared = norace::Arc<norace::Mutex<int>>;

void add_thousand(Shared shared) {
  for (int n = 0; n < 1000; ++n) {
    auto guard = shared->lock();
    *guard += 1;
  }
}

int main() {
  auto shared = Shared::make(0);
  auto first = norace::spawn(add_thousand, shared.clone());
  auto second = norace::spawn(add_thousand, shared.clone());
  first.join();
  second.join();
  auto guard = shared->lock();
  std::cout << *guard << '\n';
}
