// A mutable atomic, and a mutable mutex: made for const methods that several threads call.
#include <norace/norace.hpp>

#include <atomic>
#include <mutex>

struct Stats {
  mutable std::atomic<long> hits{0};
  mutable std::mutex gate;
  void hit() const {
    const std::lock_guard lock(gate);
    hits.fetch_add(1, std::memory_order_relaxed);
  }
};
constinit const norace::Mutex<int> total(0);

int main() {
  auto stats = norace::Arc<Stats>::make();
  auto handle = norace::spawn([](norace::Arc<Stats> s) { s->hit(); }, stats);
  stats->hit();
  handle.join();
  total.with([&](int& n) { n += int(stats->hits.load()); });
  return total.with([](int& n) { return n; }) == 2 ? 0 : 1;
}
