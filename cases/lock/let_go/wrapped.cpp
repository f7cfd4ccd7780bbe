// A worker takes a job, and others come in while it works.
#include <norace/norace.hpp>
#include <norace/unlocked.hpp>

#include <iostream>
#include <utility>
#include <vector>

struct Jobs {
  std::vector<int> waiting{1, 2, 3, 4, 5};
  int done = 0;
};
using Shared = norace::Arc<norace::Mutex<Jobs>>;

void work(Shared jobs) {
  auto guard = jobs->lock();
  while (!guard->waiting.empty()) {
    const int job = guard->waiting.back();
    guard->waiting.pop_back();
    int square = 0;
    guard = unlocked(std::move(guard), [&] { square = job * job; });
    guard->done += square;
  }
}

int main() {
  auto jobs = Shared::make();
  auto handle = norace::spawn(work, jobs);
  work(jobs);
  handle.join();
  std::cout << jobs->with([](Jobs& all) { return all.done; }) << '\n';
}
