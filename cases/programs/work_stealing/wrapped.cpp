// Each worker has a queue of its own and takes from the others when it is empty.
#include <norace/norace.hpp>

#include <deque>
#include <iostream>
#include <optional>
#include <vector>

using Queue = norace::Mutex<std::deque<int>>;

std::optional<int> take(const Queue& queue, bool own) {
  return queue.with([own](std::deque<int>& jobs) -> std::optional<int> {
    if (jobs.empty()) return std::nullopt;
    const int job = own ? jobs.back() : jobs.front();
    own ? jobs.pop_back() : jobs.pop_front();
    return job;
  });
}

int work(norace::Arc<std::vector<Queue>> queues, std::size_t mine) {
  int sum = 0;
  for (;;) {
    auto job = take((*queues)[mine], true);
    for (std::size_t i = 1; !job && i < queues->size(); ++i)
      job = take((*queues)[(mine + i) % queues->size()], false);
    if (!job) return sum;
    sum += *job;
  }
}

int main() {
  auto queues = norace::Arc<std::vector<Queue>>::make(3U);
  (*queues)[0].with([](std::deque<int>& jobs) {
    for (int i = 1; i <= 100; ++i) jobs.push_back(i);
  });
  std::vector<norace::JoinHandle<int>> workers;
  for (std::size_t i = 0; i < queues->size(); ++i)
    workers.push_back(norace::spawn(work, queues.clone(), i));
  int sum = 0;
  for (auto& worker : workers) sum += worker.join();
  std::cout << sum << '\n';
}
