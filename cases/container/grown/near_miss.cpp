// It grows by what it says of itself, behind the last use of a reference, and by way of an index.
#include <norace/norace.hpp>

#include <vector>

int main() {
  const norace::Mutex<std::vector<int>> shared(std::vector<int>{1, 2});
  auto guard = shared.lock();
  guard->push_back(static_cast<int>(guard->size()));
  guard->push_back(guard->back());
  int& last = guard->back();
  last += 1;
  guard->push_back(last);
  for (std::size_t i = 0; i < guard->size() && i < 8; ++i) {
    const int& x = (*guard)[i];
    if (x == 2) guard->push_back(4);
  }
  int* first = guard->data();
  guard->push_back(5);
  first = guard->data();
  *first = 0;
  return *first;
}
