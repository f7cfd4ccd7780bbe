//@ rule: E0505
//@ witness: memory
// wait() gives the lock away while a reference into the vector is out, and another thread lets it grow.
#include <norace/norace.hpp>

#include <vector>

struct Monitor {
  norace::Mutex<std::vector<int>> items{1U};
  norace::Condvar changed;
};

int main() {
  auto m = norace::Arc<Monitor>::make();
  auto guard = m->items.lock();
  int& first = guard->front();
  auto handle = norace::spawn(
      [](norace::Arc<Monitor> mine) {
        mine->items.with([](std::vector<int>& v) { v.resize(1000); });
        mine->changed.notify_one();
      },
      m);
  m->changed.wait(guard, [](std::vector<int>& v) { return v.size() > 1; });  // expected-error {{[E0505]}}
  first = 2;
  guard.unlock();
  handle.join();
}
//@ safe: guard = m->changed.wait(std::move(guard), [](std::vector<int>& v) { return v.size() > 1; });
