// Workers run until a flag says stop; what they did is counted once they are joined.
#include <norace/norace.hpp>

#include <iostream>
#include <thread>
#include <vector>

struct Control {
  norace::Atomic<bool> stop{false};
  norace::Atomic<int> started{0};
};

long work(norace::Arc<Control> control) {
  control->started.fetch_add(1, norace::Ordering::Release);
  long rounds = 1;
  while (!control->stop.load(norace::Ordering::Acquire)) {
    ++rounds;
    std::this_thread::yield();
  }
  return rounds;
}

int main() {
  auto control = norace::Arc<Control>::make();
  std::vector<norace::JoinHandle<long>> workers;
  for (int i = 0; i < 3; ++i) workers.push_back(norace::spawn(work, control));
  while (control->started.load(norace::Ordering::Acquire) != 3) std::this_thread::yield();
  control->stop.store(true, norace::Ordering::Release);
  int finished = 0;
  for (auto& worker : workers) finished += worker.join() > 0 ? 1 : 0;
  std::cout << finished << " stopped\n";
}
