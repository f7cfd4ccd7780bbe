//@ rule: E0515
//@ known-hole: with() sees what its function returns, not what it stores; Clang 22's lifetime analysis may
// The function keeps the address of the data instead of returning it.
#include <norace/norace.hpp>

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  int* escaped = nullptr;
  m->with([&](int& n) { escaped = &n; });
  auto handle = norace::spawn(
      [](norace::Arc<norace::Mutex<int>> shared) { shared->with([](int& n) { n = 1; }); }, m);
  *escaped = 2;
  handle.join();
}
