// with() returns a copy of what is needed.
#include <norace/norace.hpp>

#include <iostream>
#include <vector>

int main() {
  const norace::Mutex<std::vector<int>> m(3U);
  auto copy = m.with([](std::vector<int>& v) { return v; });
  copy.push_back(1);
  std::cout << copy.size() << m.with([](std::vector<int>& v) { return v.size(); }) << '\n';
}
