//@ rule: E0521
//@ needs: statics-plugin
// The function of one lock keeps what the function of another one got.
#include <norace/norace.hpp>

using Shared = norace::Arc<norace::Mutex<int>>;

int main() {
  auto one = Shared::make(0);
  auto other = Shared::make(0);
  one->with([&other](int& n) {
    int* larger = &n;
    other->with([&larger](int& m) {
      if (m >= *larger) larger = &m;  // expected-error {{[E0521]}}
    });
    auto handle = norace::spawn([](Shared shared) { shared->with([](int& m) { m += 1; }); }, other);
    *larger += 1;
    handle.join();
  });
}
//@ safe: ;
