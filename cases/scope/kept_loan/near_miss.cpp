// Lent where the threads are spawned, to which it does not matter that the vector grew before.
#include <norace/norace.hpp>

#include <iostream>
#include <string>
#include <vector>

int main() {
  std::vector<std::string> names(3, "a name that is long enough for the heap");
  std::vector<int> v(10);
  const auto& parts = norace::chunks_mut(v, 50);
  v.resize(100);
  norace::scope([&](norace::Scope& s) {
    for (const std::string& name : names) s.spawn([](const std::string& n) { return n.size(); }, norace::borrow(name));
    for (auto part : parts) {
      s.spawn(
          [](std::span<int> mine) {
            for (int& x : mine) x = 1;
          },
          part);
    }
  });
  std::cout << v[0] + v[99] << '\n';
}
