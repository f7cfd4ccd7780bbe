//@ rule: E0505
//@ needs: statics-plugin
// The guard unlocks before the scope joins the thread that was lent the data.
#include <norace/norace.hpp>

int main() {
  const norace::Mutex<int> m(0);
  norace::scope([&](norace::Scope& s) {
    auto guard = m.lock();
    s.spawn(
        [](int& n) {
          for (int i = 0; i < 1000; ++i) ++n;
        },
        norace::borrow_mut(*guard));
    guard.unlock();  // expected-error {{[E0505]}}
    m.with([](int& n) { ++n; });
  });
}
