//@ rule: E0521
// A parallel sort gives both threads the lower half.
#include <norace/norace.hpp>

#include <span>
#include <vector>

void sort(std::span<int> v) {
  if (v.size() > 1 && v[0] > v[1]) std::swap(v[0], v[1]);
}

int main() {
  std::vector<int> v{4, 3, 2, 1};
  const std::span low(v.data(), 2);
  norace::scope([&](norace::Scope& s) {
    for (int i = 0; i < 2; ++i)
      s.spawn([](std::span<int> part) { sort(part); }, low);  // expected-error {{[E0521]}}
  });
}
