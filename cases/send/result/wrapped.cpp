// The thread returns what it alone owned.
#include <norace/norace.hpp>

#include <iostream>
#include <memory>

int main() {
  auto handle = norace::spawn([](int n) { return std::make_unique<int>(n + 1); }, 41);
  const auto mine = handle.join();
  std::cout << *mine << '\n';
}
