// The value is copied under the lock.
#include <norace/norace.hpp>

#include <iostream>

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(7);
  auto handle = norace::spawn(
      [](norace::Arc<norace::Mutex<int>> shared) {
        const norace::Mutex<int> mine(shared->with([](int& n) { return n; }));
        return mine.with([](int& n) { return n + 1; });
      },
      m.clone());
  std::cout << handle.join() << '\n';
}
