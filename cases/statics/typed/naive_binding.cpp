//@ rule: E0133
//@ needs: statics-plugin
// Two names for the parts of one pair.
#include <norace/norace.hpp>

#include <utility>

static auto [hits, misses] = std::pair<int, int>(0, 0);  // expected-error {{[E0133]}}

void work() {
  for (int n = 0; n < 1000; ++n) ++hits, ++misses;
}

int main() {
  auto first = norace::spawn(work);
  auto second = norace::spawn(work);
}
