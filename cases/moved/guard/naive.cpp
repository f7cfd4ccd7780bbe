//@ rule: E0382
//@ needs: statics-plugin
// The guard went into a function, which unlocked at its end; then it is used again.
#include <norace/norace.hpp>

void add_one(norace::MutexGuard<int> guard) { *guard += 1; }

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  auto guard = m->lock();
  auto handle = norace::spawn(
      [](norace::Arc<norace::Mutex<int>> shared) { shared->with([](int& n) { n += 1; }); }, m);
  add_one(std::move(guard));
  *guard += 1;  // expected-error {{[E0382]}}
  handle.join();
}
//@ safe: ;
