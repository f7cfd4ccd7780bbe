//@ rule: E0382
//@ needs: statics-plugin
//@ witness: memory
//@ flags: -Wno-nonnull
// The second half of a condition gives the Arc away, and only the first half is sure to be asked.
#include <norace/norace.hpp>

using Shared = norace::Arc<norace::Mutex<int>>;

int add(Shared shared) {
  return shared->with([](int& n) { return ++n; });
}

int main(int argc, char**) {
  auto m = Shared::make(0);
  if (argc == 1 && norace::spawn(add, std::move(m)).join() > 1) return 1;
  return add(m);  // expected-error {{[E0382]}}
}
//@ safe: return 0;
