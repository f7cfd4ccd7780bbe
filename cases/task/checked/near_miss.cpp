// Tasks that own what they use, in each kind of executor.
#include <norace/norace.hpp>
#include <norace/task.hpp>

#include <functional>
#include <future>
#include <memory>
#include <thread>

int main() {
  auto shared = norace::Arc<norace::Atomic<int>>::make(0);
  const auto add = [](norace::Arc<norace::Atomic<int>> n, std::unique_ptr<int> by) {
    n->fetch_add(*by, norace::Ordering::Relaxed);
  };
  std::thread(norace::task(add, shared, std::make_unique<int>(1))).join();
  std::function<void()> job = norace::task(add, shared, std::make_unique<int>(2));
  job();
  auto last = std::async(std::launch::async, norace::task([](int n) { return n; }, 3));
  return shared->load(norace::Ordering::Relaxed) - last.get();
}
