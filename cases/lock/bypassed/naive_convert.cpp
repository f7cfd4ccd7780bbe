//@ rule: E0616
// The mutex, where the number was meant.
#include <norace/norace.hpp>

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  auto handle = norace::spawn(
      [](norace::Arc<norace::Mutex<int>> shared) { shared->with([](int& n) { n = 5; }); },
      m.clone());
  const int seen = 1 + static_cast<const int&>(*m);  // expected-error {{[E0616]}}
  handle.join();
  return seen == 1 || seen == 6 ? 0 : 1;
}
//@ safe: const int seen = 1 + m->with([](int& n) { return n; });
