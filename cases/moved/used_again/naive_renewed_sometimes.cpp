//@ rule: E0382
//@ needs: statics-plugin
//@ witness: memory
//@ flags: -Wno-nonnull
// What has moved gets a new value on one way only.
#include <norace/norace.hpp>

using Shared = norace::Arc<norace::Mutex<int>>;

void add(Shared shared) {
  shared->with([](int& n) { n += 1; });
}

int main(int argc, char**) {
  auto m = Shared::make(0);
  norace::spawn(add, std::move(m)).join();
  if (argc > 1) m = Shared::make(1);
  add(m);  // expected-error {{[E0382]}}
}
//@ safe: ;
