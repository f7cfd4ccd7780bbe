// The handle has a name, and so has the guard.
#include <norace/norace.hpp>

#include <iostream>

int main() {
  const norace::Mutex<int> m(1);
  auto handle = norace::spawn([] { return 1; });
  auto guard = m.lock();
  std::cout << handle.join() + *guard << '\n';
}
