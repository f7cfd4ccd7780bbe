// Handles of different threads under one name, and a handle that is asked before it is joined.
#include <norace/norace.hpp>

#include <iostream>

int main() {
  auto handle = norace::spawn([](int n) { return n + 1; }, 1);
  int sum = handle.join();
  handle = norace::spawn([](int n) { return n + 1; }, 2);
  if (handle.joinable()) sum += handle.join();
  std::cout << sum << '\n';
}
