//@ rule: E0505
//@ needs: statics-plugin
// One branch unlocks, and what was guarded is used behind both.
#include <norace/norace.hpp>

int main(int argc, char**) {
  const norace::Mutex<int> m(0);
  norace::scope([&](norace::Scope& s) {
    auto guard = m.lock();
    int& n = *guard;
    s.spawn([](const norace::Mutex<int>& shared) { shared.with([](int& x) { x += 1; }); }, norace::borrow(m));
    if (argc == 1) guard.unlock();  // expected-error {{[E0505]}}
    n += 1;
  });
}
//@ safe: ;
