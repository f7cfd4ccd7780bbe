//@ rule: E0382
//@ needs: statics-plugin
//@ witness: memory
//@ flags: -Wno-nonnull
// The inner loop ends when the Arc has moved, and the outer one goes on.
#include <norace/norace.hpp>

using Shared = norace::Arc<norace::Mutex<int>>;

void add(Shared shared) {
  shared->with([](int& n) { n += 1; });
}

int main() {
  auto m = Shared::make(0);
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < 3; ++j) {
      if (i + j < 2) continue;
      norace::spawn(add, std::move(m)).join();  // expected-error {{[E0382]}}
      break;
    }
  }
}
//@ safe: norace::spawn(add, m).join();
