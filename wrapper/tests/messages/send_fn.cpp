#include <norace/norace.hpp>
#include <vector>

int main() {
  int n = 0;
  std::vector<norace::SendFn<void()>> tasks;
  tasks.push_back([&] { ++n; });  // [E0373]
}
