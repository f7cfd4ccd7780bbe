// Five philosophers take two forks at once, so that none starves and none deadlocks.
#include <norace/norace.hpp>

#include <iostream>
#include <vector>

using Fork = norace::Mutex<int>;

int main() {
  const std::vector<Fork> forks(5);
  const norace::Atomic<int> meals(0);
  norace::scope([&](norace::Scope& s) {
    for (std::size_t seat = 0; seat < forks.size(); ++seat)
      s.spawn(
          [](const Fork& left, const Fork& right, const norace::Atomic<int>& eaten) {
            for (int i = 0; i < 20; ++i)
              norace::with_both(left, right, [&](int& l, int& r) {
                ++l;
                ++r;
                eaten.fetch_add(1, norace::Ordering::Relaxed);
              });
          },
          norace::borrow(forks[seat]), norace::borrow(forks[(seat + 1) % forks.size()]),
          norace::borrow(meals));
  });
  int used = 0;
  for (const Fork& fork : forks) used += fork.with([](int& n) { return n; });
  std::cout << meals.load(norace::Ordering::Relaxed) << ' ' << used << '\n';
}
