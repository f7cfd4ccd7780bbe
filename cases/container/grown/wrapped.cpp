// An index stays right when the vector grows.
#include <norace/norace.hpp>

#include <iostream>
#include <vector>

int main() {
  const norace::Mutex<std::vector<int>> shared(2U);
  auto guard = shared.lock();
  const std::size_t last = guard->size() - 1;
  guard->push_back(1);
  (*guard)[last] = 2;
  std::cout << (*guard)[0] << (*guard)[1] << (*guard)[2] << '\n';
}
