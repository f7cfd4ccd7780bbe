// Merge sort by halves, each of which is somebody's alone.
#include <norace/norace.hpp>
#include <norace/pool.hpp>

#include <algorithm>
#include <iostream>
#include <vector>

void merge_sort(std::vector<int>& v, const norace::Pool& pool) {
  if (v.size() < 2) return;
  const auto middle = v.begin() + static_cast<std::ptrdiff_t>(v.size() / 2);
  std::vector<int> left(v.begin(), middle);
  std::vector<int> right(middle, v.end());
  pool.join(norace::lending(merge_sort, norace::borrow_mut(left), norace::borrow(pool)),
            norace::lending(merge_sort, norace::borrow_mut(right), norace::borrow(pool)));
  std::merge(left.begin(), left.end(), right.begin(), right.end(), v.begin());
}

int main() {
  const norace::Pool pool(2);
  std::vector<int> v;
  for (int i = 0; i < 200; ++i) v.push_back(i * 7919 % 200);
  merge_sort(v, pool);
  std::cout << std::is_sorted(v.begin(), v.end()) << ' ' << v[0] << ' ' << v[199] << '\n';
}
