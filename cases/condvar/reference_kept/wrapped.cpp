// After the wait the data is reached through the guard that came back.
#include <norace/norace.hpp>

#include <chrono>
#include <iostream>
#include <utility>
#include <vector>

struct Monitor {
  norace::Mutex<std::vector<int>> items{1U};
  norace::Condvar changed;
};

int main() {
  auto m = norace::Arc<Monitor>::make();
  auto guard = m->items.lock();
  auto handle = norace::spawn(
      [](norace::Arc<Monitor> mine) {
        mine->items.with([](std::vector<int>& v) { v.resize(1000); });
        mine->changed.notify_one();
      },
      m);
  guard = m->changed.wait(std::move(guard), [](std::vector<int>& v) { return v.size() > 1; });
  guard->front() = 2;
  auto [again, timed_out] =
      m->changed.wait_for(std::move(guard), std::chrono::seconds(9), [](std::vector<int>& v) { return v[0] == 2; });
  std::cout << again->front() << timed_out << '\n';
  again.unlock();
  handle.join();
}
