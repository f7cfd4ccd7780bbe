//@ rule: E0597
//@ needs: statics-plugin
// The guard ends with the scope's function, and the thread has what it guards.
#include <norace/norace.hpp>

int main() {
  const norace::Mutex<int> m(0);
  norace::scope([&](norace::Scope& s) {
    auto guard = m.lock();
    s.spawn(
        [](int& n) {
          for (int i = 0; i < 1000; ++i) ++n;
        },
        norace::borrow_mut(*guard));  // expected-error {{[E0597]}}
    s.spawn([](const norace::Mutex<int>& same) { same.with([](int& n) { ++n; }); }, norace::borrow(m));
  });
}
//@ safe: norace::borrow_mut(*new int(0)));
