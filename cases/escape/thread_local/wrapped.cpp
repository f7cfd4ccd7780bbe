// Each thread has its own; a copy leaves.
#include <norace/norace.hpp>

#include <iostream>

struct DepthTag {};
constexpr norace::LocalKey<DepthTag, int> depth;

int main() {
  depth.with([](int& d) { d = 5; });
  auto handle = norace::spawn([] { return depth.with([](int& d) { return ++d; }); });
  std::cout << handle.join() << depth.get() << '\n';
}
