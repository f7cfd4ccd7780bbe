// Several takers share the Receiver through a Mutex.
#include <norace/norace.hpp>

#include <iostream>

int main() {
  auto ends = norace::channel<int>();
  for (int i = 1; i <= 4; ++i) ends.sender.send(i);
  const norace::Mutex<norace::Receiver<int>> in(std::move(ends.receiver));
  const norace::Atomic<int> sum(0);
  norace::scope([&](norace::Scope& s) {
    for (int i = 0; i < 2; ++i)
      s.spawn(
          [](const norace::Mutex<norace::Receiver<int>>& shared, const norace::Atomic<int>& total) {
            for (;;) {
              const auto value = shared.with([](norace::Receiver<int>& r) { return r.try_recv(); });
              if (!value) return;
              total.fetch_add(*value, norace::Ordering::Relaxed);
            }
          },
          norace::borrow(in), norace::borrow(sum));
  });
  std::cout << sum.load(norace::Ordering::Relaxed) << '\n';
}
