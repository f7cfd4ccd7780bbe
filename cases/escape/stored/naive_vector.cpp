//@ rule: E0515
//@ known-hole: with() sees what its function returns, not what it puts into a container of its surroundings
// The function keeps an iterator of the data.
#include <norace/norace.hpp>

#include <vector>

int main() {
  auto m = norace::Arc<norace::Mutex<std::vector<int>>>::make(2U);
  std::vector<std::vector<int>::iterator> kept;
  m->with([&](std::vector<int>& v) { kept.push_back(v.begin()); });
  auto handle = norace::spawn(
      [](norace::Arc<norace::Mutex<std::vector<int>>> shared) {
        shared->with([](std::vector<int>& v) { v[0] = 1; });
      },
      m);
  *kept[0] = 2;
  handle.join();
}
