//@ rule: E0382
//@ needs: statics-plugin
//@ witness: memory
//@ flags: -Wno-nonnull
// A closure gives its capture away, and is called twice.
#include <norace/norace.hpp>

using Shared = norace::Arc<norace::Mutex<int>>;

void add(Shared shared) {
  shared->with([](int& n) { n += 1; });
}

int main() {
  auto m = Shared::make(0);
  auto once = [m = std::move(m)]() mutable { norace::spawn(add, std::move(m)).join(); };
  once();
  once();  // expected-error {{[E0382]}}
}
//@ safe: ;
