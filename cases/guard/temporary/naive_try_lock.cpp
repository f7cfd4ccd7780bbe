//@ rule: E0716
// What try_lock() gives is a temporary too, and `->` reaches the guard in it.
#include <norace/norace.hpp>

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  int& n = m->try_lock()->operator*();  // expected-error {{[E0716]}}
  auto handle = norace::spawn([](norace::Arc<norace::Mutex<int>> shared) { shared->with([](int& x) { ++x; }); }, m);
  ++n;
  handle.join();
}
//@ safe: auto guard = m->try_lock(); int& n = **guard;
