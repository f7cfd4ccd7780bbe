//@ rule: E0382
//@ revisions: analysis plugin
//@[analysis] needs: consumed
//@[plugin] only: gcc
//@[plugin] needs: statics-plugin
//@[analysis] witness: memory
//@[plugin] witness: signal: SIGSEGV
//@[plugin] flags: -Wno-stringop-overflow
// The Arc was moved into the thread, and is used again.
#include <norace/norace.hpp>

int main() {
  auto n = norace::Arc<norace::Mutex<int>>::make(0);
  auto handle = norace::spawn(
      [](norace::Arc<norace::Mutex<int>> shared) { shared->with([](int& x) { ++x; }); },
      std::move(n));
  n->with([](int& x) { ++x; });  // analysis-error {{'consumed' state}} plugin-error {{[E0382]}}
  handle.join();
}
//@ safe: ;
