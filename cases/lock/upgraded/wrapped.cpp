// A cache: whoever does not find a value becomes the writer, and nobody was there in between.
#include <norace/norace.hpp>
#include <norace/upgradable.hpp>

#include <iostream>
#include <map>
#include <utility>

struct Cache {
  std::map<int, int> squares;
  int computed = 0;
};
using Shared = norace::Arc<norace::RwLock<Cache, norace::UpgradableMutex>>;

int square(const Shared& cache, int n) {
  auto seen = cache->upgradable_read();
  const auto found = seen->squares.find(n);
  if (found != seen->squares.end()) return found->second;
  auto all = upgrade(std::move(seen));
  all->computed += 1;
  return all->squares[n] = n * n;
}

int main() {
  auto cache = Shared::make();
  norace::scope([&](norace::Scope& s) {
    for (int t = 0; t < 4; ++t)
      s.spawn(
          [](Shared mine) {
            for (int i = 0; i < 50; ++i) square(mine, i);
          },
          cache);
  });
  auto all = cache->read();
  std::cout << all->squares.at(7) << ' ' << all->computed << '\n';
}
