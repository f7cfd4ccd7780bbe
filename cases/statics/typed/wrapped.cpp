// Each type in its right form: a lock around what changes, const around what does not.
#include <norace/norace.hpp>

#include <iostream>
#include <vector>

struct Totals {
  long sum = 0;
  long count = 0;
};

const norace::Mutex<Totals> totals;
const norace::Mutex<std::vector<int>> seen;
const norace::Atomic<bool> stop(false);
const norace::LazyLock<std::vector<int>> squares([] { return std::vector<int>{1, 4, 9}; });

void work() {
  for (int n = 0; n < 1000; ++n) {
    totals.with([&](Totals& t) { t.sum += (*squares)[1], ++t.count; });
    seen.with([&](std::vector<int>& s) { s.push_back(n); });
  }
  stop.store(true, norace::Ordering::Release);
}

int main() {
  auto first = norace::spawn(work);
  auto second = norace::spawn(work);
  first.join();
  second.join();
  const Totals now = totals.with([](Totals& t) { return t; });
  std::cout << now.sum << ' ' << now.count << ' '
            << seen.with([](std::vector<int>& s) { return s.size(); }) << ' '
            << stop.load(norace::Ordering::Acquire) << '\n';
}
