//@ rule: E0133
//@ needs: statics-plugin
// A list on the heap, reachable by two threads through a global, mutated by both.
#include <norace/norace.hpp>

#include <iostream>
#include <memory>

struct Node {
  int value;
  std::unique_ptr<Node> next;
};

std::unique_ptr<Node> head = std::make_unique<Node>();  // expected-error {{[E0133]}}

void grow() {
  for (int n = 0; n < 1000; ++n) head->value += 1;
}

int main() {
  auto first = norace::spawn(grow);
  auto second = norace::spawn(grow);
  first.join();
  second.join();
  std::cout << head->value << '\n';
}
//@ safe: thread_local std::unique_ptr<Node> head = std::make_unique<Node>();
