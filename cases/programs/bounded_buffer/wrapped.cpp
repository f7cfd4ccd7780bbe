// Producers and consumers around a Condvar: a monitor with a limit.
#include <norace/norace.hpp>

#include <cstddef>
#include <deque>
#include <iostream>
#include <vector>

class Buffer {
 public:
  void put(int value) const {
    auto items = items_.lock();
    items = not_full_.wait(std::move(items), [](std::deque<int>& d) { return d.size() < 4; });
    items->push_back(value);
    not_empty_.notify_one();
  }
  int take() const {
    auto items = items_.lock();
    items = not_empty_.wait(std::move(items), [](std::deque<int>& d) { return !d.empty(); });
    const int value = items->front();
    items->pop_front();
    not_full_.notify_one();
    return value;
  }

 private:
  norace::Mutex<std::deque<int>> items_;
  norace::Condvar not_empty_;
  norace::Condvar not_full_;
  NORACE_MEMBERS(items_, not_empty_, not_full_)
};

int main() {
  auto buffer = norace::Arc<Buffer>::make();
  std::vector<norace::JoinHandle<int>> consumers;
  std::vector<norace::JoinHandle<void>> producers;
  for (int c = 0; c < 2; ++c)
    consumers.push_back(norace::spawn(
        [](norace::Arc<Buffer> b) {
          int sum = 0;
          for (int i = 0; i < 100; ++i) sum += b->take();
          return sum;
        },
        buffer));
  for (int p = 0; p < 2; ++p)
    producers.push_back(norace::spawn(
        [](norace::Arc<Buffer> b) {
          for (int i = 1; i <= 100; ++i) b->put(i);
        },
        buffer));
  int total = 0;
  for (auto& consumer : consumers) total += consumer.join();
  std::cout << total << '\n';
}
