// Threads advance a grid step by step; a barrier keeps the steps apart.
#include <norace/norace.hpp>

#include <cstddef>
#include <iostream>
#include <vector>

struct World {
  norace::Atomic<int> cells[4];
  norace::Barrier step{4};
};

void live(norace::Arc<World> world, std::size_t me) {
  for (int round = 0; round < 10; ++round) {
    const int left = world->cells[(me + 3) % 4].load(norace::Ordering::Relaxed);
    world->step.wait();
    world->cells[me].store(left + 1, norace::Ordering::Relaxed);
    world->step.wait();
  }
}

int main() {
  auto world = norace::Arc<World>::make();
  std::vector<norace::JoinHandle<void>> threads;
  for (std::size_t i = 0; i < 4; ++i) threads.push_back(norace::spawn(live, world, i));
  for (auto& thread : threads) thread.join();
  for (const auto& cell : world->cells) std::cout << cell.load(norace::Ordering::Relaxed) << ' ';
  std::cout << '\n';
}
