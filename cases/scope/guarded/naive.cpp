//@ rule: E0597
//@ known-hole: types do not say that a guard ends before the threads that have its data; checked builds wait for them and throw BorrowError
// The guard is a local of the scope's function: it unlocks before the scope joins the thread.
#include <norace/norace.hpp>

#include <vector>

int main() {
  auto m = norace::Arc<norace::Mutex<std::vector<int>>>::make();
  auto other = norace::spawn(
      [](norace::Arc<norace::Mutex<std::vector<int>>> mine) {
        for (int i = 0; i < 1000; ++i) mine->with([](std::vector<int>& v) { v.push_back(1); });
      },
      m);
  norace::scope([&](norace::Scope& s) {
    auto guard = m->lock();
    s.spawn(
        [](std::vector<int>& v) {
          for (int i = 0; i < 1000; ++i) v.push_back(2);
        },
        norace::borrow_mut(*guard));
  });
  other.join();
}
