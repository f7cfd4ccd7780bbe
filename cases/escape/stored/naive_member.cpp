//@ rule: E0521
//@ needs: statics-plugin
// The address goes into a member of what the caller has.
#include <norace/norace.hpp>

using Shared = norace::Arc<norace::Mutex<int>>;

struct Last {
  int* changed = nullptr;
};

void change(const Shared& shared, Last& last) {
  shared->with([&last](int& n) {
    n += 1;
    last.changed = &n;  // expected-error {{[E0521]}}
  });
}

int main() {
  auto m = Shared::make(0);
  Last last;
  change(m, last);
  auto handle = norace::spawn([](Shared shared) { shared->with([](int& n) { n = 1; }); }, m);
  *last.changed = 2;
  handle.join();
}
//@ safe: static_cast<void>(last);
