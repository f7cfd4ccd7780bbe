//@ rule: E0499
//@ needs: statics-plugin
// The parts of a vector are lent, and the vector once more in parts of another length.
#include <norace/norace.hpp>

#include <span>
#include <vector>

void fill(std::span<int> part) {
  for (int& x : part) x = 1;
}

int main() {
  std::vector<int> v(8);
  norace::scope([&](norace::Scope& s) {
    for (auto part : norace::chunks_mut(v, 2)) s.spawn(fill, part);
    for (auto part : norace::chunks_mut(v, 4)) s.spawn(fill, part);  // expected-error {{[E0499]}}
  });
  return v[0] - 1;
}
//@ safe: ;
