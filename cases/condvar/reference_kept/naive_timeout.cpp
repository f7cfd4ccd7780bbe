//@ rule: E0505
//@ witness: memory
// The same with a limit of time.
#include <norace/norace.hpp>

#include <chrono>
#include <memory>

int main() {
  auto m = norace::Arc<norace::Mutex<std::unique_ptr<int>>>::make(std::make_unique<int>(0));
  const norace::Condvar changed;
  auto guard = m->lock();
  int& n = **guard;
  auto handle = norace::spawn(
      [](norace::Arc<norace::Mutex<std::unique_ptr<int>>> mine) {
        mine->with([](std::unique_ptr<int>& p) { p = nullptr; });
      },
      m);
  changed.wait_for(guard, std::chrono::seconds(1), [](std::unique_ptr<int>& p) { return p == nullptr; });  // expected-error {{[E0505]}}
  n = 2;
  guard.unlock();
  handle.join();
}
//@ safe: guard = changed.wait_for(std::move(guard), std::chrono::seconds(1), [](std::unique_ptr<int>& p) { return p == nullptr; }).guard;
