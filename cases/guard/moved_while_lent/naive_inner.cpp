//@ rule: E0505
//@ needs: statics-plugin
//@ witness: memory
// A Mutex in a Mutex: the outer guard unlocks under the inner one, and somebody puts another Mutex there.
#include <norace/norace.hpp>

#include <memory>

using Inner = std::unique_ptr<norace::Mutex<int>>;

int main() {
  const norace::Mutex<Inner> both(std::make_unique<norace::Mutex<int>>(0));
  auto outer = both.lock();
  auto inner = (*outer)->lock();
  outer.unlock();  // expected-error {{[E0505]}}
  both.with([](Inner& mine) { static_cast<void>(mine.release()); });
  *inner = 1;
}
//@ safe: ;
