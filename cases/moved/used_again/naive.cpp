//@ rule: E0382
//@ needs: statics-plugin
//@ witness: memory
//@ flags: -Wno-unknown-warning-option -Wno-stringop-overflow
// The Arc was moved into the thread, and is used again.
#include <norace/norace.hpp>

int main() {
  auto n = norace::Arc<norace::Mutex<int>>::make(0);
  auto handle = norace::spawn(
      [](norace::Arc<norace::Mutex<int>> shared) { shared->with([](int& x) { ++x; }); },
      std::move(n));
  n->with([](int& x) { ++x; });  // expected-error {{[E0382]}}
  handle.join();
}
//@ safe: ;
