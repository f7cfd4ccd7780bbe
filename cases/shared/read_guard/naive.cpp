//@ rule: E0594
// Writing through the guard of a reader.
#include <norace/norace.hpp>

#include <chrono>

int main() {
  auto n = norace::Arc<norace::RwLock<int>>::make(0);
  auto mine = n->read();
  auto handle = norace::spawn(
      [](norace::Arc<norace::RwLock<int>> shared) {
        auto guard = shared->read();
        *guard = 5;  // expected-error {{[E0594]}}
      },
      n);
  norace::sleep(std::chrono::milliseconds(20));  // else one may be done before the other begins
  const int seen = *mine;
  handle.join();
  return seen > 5 ? 1 : 0;
}
//@ safe: ;
