//@ rule: E0597
//@ known-hole: the reference outlives a guard that has a name; types do not see scopes, Clang 22's lifetime analysis does
// The guard ends with its block, the reference goes on.
#include <norace/norace.hpp>

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  int* n = nullptr;
  {
    auto guard = m->lock();
    n = &*guard;
  }
  auto handle = norace::spawn(
      [](norace::Arc<norace::Mutex<int>> shared) { shared->with([](int& x) { x = 1; }); }, m);
  *n = 2;
  handle.join();
}
