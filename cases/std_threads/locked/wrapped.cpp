// The data is inside of its lock: there is no size() that could forget it.
#include <norace/norace.hpp>

#include <iostream>
#include <vector>

int main() {
  using Log = norace::Arc<norace::Mutex<std::vector<int>>>;
  auto log = Log::make();
  auto writer = norace::spawn(
      [](const Log& lines) {
        for (int n = 0; n < 100; ++n) lines->with([n](std::vector<int>& v) { v.push_back(n); });
      },
      log.clone());
  std::move(writer).join();
  std::cout << log->with([](std::vector<int>& v) { return v.size(); }) << '\n';
}
