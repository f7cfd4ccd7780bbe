//@ rule: E0382
//@ needs: statics-plugin
//@ witness: memory
//@ flags: -Wno-nonnull
// The Arc goes to a thread in one branch, and is used behind both.
#include <norace/norace.hpp>

using Shared = norace::Arc<norace::Mutex<int>>;

void add(Shared shared) {
  shared->with([](int& n) { n += 1; });
}

int main(int argc, char**) {
  auto m = Shared::make(0);
  if (argc == 1) norace::spawn(add, std::move(m)).join();
  m->with([](int& n) { n += 1; });  // expected-error {{[E0382]}}
}
//@ safe: ;
