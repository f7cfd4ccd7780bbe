//@ needs: statics-plugin
// Each thread has what it writes: an atomic, an element of its own, a copy, a local of its own turn.
#include <atomic>
#include <iostream>
#include <thread>
#include <vector>

int main() {
  std::atomic<int> counter = 0;
  std::vector<int> squares(4);
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&counter, &squares, i] {
      ++counter;
      squares[static_cast<std::size_t>(i)] = i * i;
    });
  }
  int own = 5;
  threads.emplace_back([own]() mutable { own += 1; });
  own += 2;
  for (auto& each : threads) each.join();
  for (int i = 0; i < 3; ++i) {
    std::thread worker([&own] { own += 1; });
    worker.join();
  }
  std::cout << counter << ' ' << squares[3] << ' ' << own << '\n';
}
