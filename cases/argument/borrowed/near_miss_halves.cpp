// Each half goes to a thread of its own.
#include <norace/norace.hpp>

#include <algorithm>
#include <span>
#include <vector>

int main() {
  std::vector<int> v{4, 3, 2, 1};
  norace::scope([&](norace::Scope& s) {
    for (auto part : norace::chunks_mut(v, 2))
      s.spawn([](std::span<int> half) { std::sort(half.begin(), half.end()); }, part);
  });
  return v[0] - 3 + v[2] - 1;
}
