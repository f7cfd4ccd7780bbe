// A pointer to a function captures nothing.
#include <norace/norace.hpp>

int main() {
  int (*f)() = [] { return 7; };
  auto direct = norace::spawn(f);
  auto passed = norace::spawn([](int (*g)()) { return g(); }, f);
  return direct.join() - passed.join();
}
