//@ rule: E0133
//@ needs: statics-plugin
// A const unique_ptr gives a mutable element.
#include <norace/norace.hpp>

#include <memory>

const auto hits = std::make_unique<int>(0);  // expected-error {{[E0133]}}

void work() {
  for (int n = 0; n < 1000; ++n) ++*hits;
}

int main() {
  auto first = norace::spawn(work);
  auto second = norace::spawn(work);
}
//@ safe: thread_local const auto hits = std::make_unique<int>(0);
