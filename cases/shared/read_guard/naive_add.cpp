//@ rule: E0594
// Adding through the guard of a reader.
#include <norace/norace.hpp>

int main() {
  auto n = norace::Arc<norace::RwLock<long>>::make(0);
  auto handle = norace::spawn(
      [](norace::Arc<norace::RwLock<long>> shared) {
        auto guard = shared->read();
        *guard += 5;  // expected-error {{[E0594]}}
      },
      n);
  long seen = 0;
  {
    auto guard = n->read();
    seen = *guard;
  }
  handle.join();
  return seen > 5 ? 1 : 0;
}
//@ safe: ;
