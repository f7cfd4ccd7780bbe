#include <norace/norace.hpp>
#include <utility>
#include <vector>

int main() {
  std::vector<int> v(3);
  auto h =
      norace::spawn([](std::vector<int>& mine) { mine.push_back(1); }, std::move(v));  // [N0006]
  h.join();
}
