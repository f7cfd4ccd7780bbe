//@ rule: E0277
// A vector of Cells.
#include <norace/norace.hpp>

#include <vector>

int main() {
  auto x = norace::Arc<std::vector<norace::Cell<int>>>::make(1U);
  auto handle = norace::spawn([](norace::Arc<std::vector<norace::Cell<int>>> shared) { (*shared)[0].set(2); }, x);  // expected-error {{[E0277]}}
  (*x)[0].set(1);
  handle.join();
}
//@ safe: auto handle = norace::spawn([] {});
