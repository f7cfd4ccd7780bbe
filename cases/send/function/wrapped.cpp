// SendFn erases the type as std::function does, and lets nothing borrowed in.
#include <norace/norace.hpp>

#include <iostream>
#include <utility>
#include <vector>

int main() {
  auto n = norace::Arc<norace::Atomic<int>>::make(0);
  std::vector<norace::SendFn<void()>> tasks;
  for (int i = 0; i < 3; ++i)
    tasks.emplace_back(
        [](norace::Arc<norace::Atomic<int>>& mine) {
          mine->fetch_add(1, norace::Ordering::Relaxed);
        },
        n.clone());
  auto handle = norace::spawn(
      [](std::vector<norace::SendFn<void()>> all) {
        for (auto& task : all) task();
      },
      std::move(tasks));
  n->fetch_add(1, norace::Ordering::Relaxed);
  handle.join();
  std::cout << n->load(norace::Ordering::Relaxed) << '\n';
}
