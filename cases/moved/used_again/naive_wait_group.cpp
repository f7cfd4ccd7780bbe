//@ rule: E0382
//@ needs: statics-plugin
//@ witness: none: a moved-from WaitGroup waits for nobody; what then comes too early is behind a lock
// The WaitGroup itself went into the thread, so wait() returns at once.
#include <norace/norace.hpp>

int main() {
  norace::WaitGroup group;
  auto n = norace::Arc<norace::Mutex<int>>::make(0);
  norace::spawn(
      [](norace::WaitGroup, norace::Arc<norace::Mutex<int>> shared) {
        shared->with([](int& x) { ++x; });
      },
      std::move(group), n)
      .detach();
  group.wait();  // expected-error {{[E0382]}}
  n->with([](int& x) { ++x; });
}
//@ safe: ;
