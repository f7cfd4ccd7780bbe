// The result is kept.
#include <norace/norace.hpp>

#include <iostream>

int main() {
  auto handle = norace::spawn([](int n) { return n + 1; }, 1);
  const int once = handle.join();
  std::cout << once + once << '\n';
}
