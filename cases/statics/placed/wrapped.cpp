// Wherever it stands: const, and what changes is inside a lock or an atomic.
#include <norace/norace.hpp>

#include <iostream>

namespace {
const norace::Mutex<int> hits(0);
}

class Account {
 public:
  static void deposit(long amount) { total_.fetch_add(amount, norace::Ordering::Relaxed); }
  static long total() { return total_.load(norace::Ordering::Relaxed); }

 private:
  inline static const norace::Atomic<long> total_;
};

int next_id() {
  static const norace::Atomic<int> last(0);
  return last.fetch_add(1, norace::Ordering::Relaxed) + 1;
}

void work() {
  for (int n = 0; n < 1000; ++n) {
    hits.with([](int& h) { ++h; });
    Account::deposit(1);
    next_id();
  }
}

int main() {
  auto first = norace::spawn(work);
  auto second = norace::spawn(work);
  first.join();
  second.join();
  std::cout << hits.with([](int& h) { return h; }) << ' ' << Account::total() << ' ' << next_id()
            << '\n';
}
