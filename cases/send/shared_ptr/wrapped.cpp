// An Arc shares, and the Mutex inside lets one thread write at a time.
#include <norace/norace.hpp>

#include <iostream>
#include <optional>
#include <utility>
#include <vector>

using Count = norace::Arc<norace::Mutex<int>>;

int main() {
  auto n = Count::make(0);
  auto handle = norace::spawn(
      [](std::vector<Count> v, std::optional<Count> o) {
        v[0]->with([](int& x) { ++x; });
        (*o)->with([](int& x) { ++x; });
      },
      std::vector<Count>{n}, std::optional<Count>(n));
  n->with([](int& x) { ++x; });
  handle.join();
  std::cout << n->with([](int& x) { return x; }) << '\n';
}
