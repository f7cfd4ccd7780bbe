// The guard has a name and lives as long as the reference.
#include <norace/norace.hpp>

#include <iostream>
#include <vector>

int main() {
  auto m = norace::Arc<norace::Mutex<std::vector<int>>>::make(3U);
  auto handle = norace::spawn(
      [](norace::Arc<norace::Mutex<std::vector<int>>> shared) {
        auto guard = shared->lock();
        for (int& n : *guard) ++n;
      },
      m.clone());
  m->with([](std::vector<int>& v) {
    for (int& n : v) ++n;
  });
  handle.join();
  auto guard = m->lock();
  std::cout << (*guard)[0] + (*guard)[1] + (*guard)[2] << '\n';
}
