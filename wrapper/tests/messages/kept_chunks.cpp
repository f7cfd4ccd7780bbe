#include <norace/norace.hpp>

#include <vector>

int main() {
  std::vector<norace::ChunkMut<int>> parts;
  std::vector<int> v(100);
  parts = norace::chunks_mut(v, 2);  // [E0597]
  return parts.size() == 2 ? 0 : 1;
}
