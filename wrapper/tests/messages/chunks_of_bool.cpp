#include <norace/norace.hpp>
#include <vector>

int main() {
  std::vector<bool> bits(100);
  norace::scope([&](norace::Scope& s) {
    for (auto part : norace::chunks_mut(bits, 2)) s.spawn([](int) {}, int(part.size()));  // [N0006]
  });
}
