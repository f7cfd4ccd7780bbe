// A Condvar refuses a second mutex at run time, in every build (N0003).
#include <norace/norace.hpp>

#include <iostream>

int main() {
  const norace::Mutex<int> one(1);
  const norace::Mutex<int> two(2);
  const norace::Condvar changed;
  auto first = one.lock();
  first = changed.wait(std::move(first), [](int& n) { return n == 1; });
  auto second = two.lock();
  try {
    second = changed.wait(std::move(second), [](int& n) { return n == 2; });
  } catch (const norace::CondvarMisuse&) {
    std::cout << "refused\n";
  }
}
