//@ mode: compile-pass
//@ witness: race
//@ flags: -DNORACE_UNCHECKED
// The naive program with what the standard library has: it compiles, and races.
// The flag is for the suite's plugins, which would reject the global: std has no plugin.
#include <iostream>
#include <memory>
#include <thread>

struct Node {
  int value;
  std::unique_ptr<Node> next;
};

std::unique_ptr<Node> head = std::make_unique<Node>();

void grow() {
  for (int n = 0; n < 1000; ++n) head->value += 1;
}

int main() {
  std::thread first(grow);
  std::thread second(grow);
  first.join();
  second.join();
  std::cout << head->value << '\n';
}
