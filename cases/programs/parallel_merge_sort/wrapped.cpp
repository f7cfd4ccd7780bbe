// A merge sort whose threads start further threads of the same scope.
#include <norace/norace.hpp>

#include <algorithm>
#include <iostream>
#include <iterator>
#include <span>
#include <vector>

void sort_part(std::span<int> part) {
  if (part.size() <= 16) {
    std::sort(part.begin(), part.end());
    return;
  }
  norace::scope([&](norace::Scope& s) {
    for (auto half : norace::chunks_mut(part, (part.size() + 1) / 2)) s.spawn(sort_part, half);
  });
  const auto middle = static_cast<std::ptrdiff_t>(part.size() - part.size() / 2);
  std::vector<int> merged;
  std::merge(part.begin(), part.begin() + middle, part.begin() + middle, part.end(),
             std::back_inserter(merged));
  std::copy(merged.begin(), merged.end(), part.begin());
}

int main() {
  std::vector<int> v;
  for (int i = 0; i < 100; ++i) v.push_back(i * 37 % 101);
  sort_part(v);
  const norace::Atomic<int> ordered(0);
  norace::scope([&](norace::Scope& s) {
    s.spawn(
        [](norace::Scope& inner, const std::vector<int>& all, const norace::Atomic<int>& out) {
          inner.spawn(
              [](const std::vector<int>& sorted, const norace::Atomic<int>& yes) {
                yes.store(std::is_sorted(sorted.begin(), sorted.end()) ? 1 : 0,
                          norace::Ordering::Relaxed);
              },
              norace::borrow(all), norace::borrow(out));
        },
        norace::borrow(v), norace::borrow(ordered));
  });
  std::cout << v.front() << ' ' << v.back() << ' ' << ordered.load(norace::Ordering::Relaxed)
            << '\n';
}
