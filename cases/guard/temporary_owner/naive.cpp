//@ rule: E0716
//@ only: clang
// The guard has a name, but the Arc that keeps its Mutex alive has none.
#include <norace/norace.hpp>

#include <utility>

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  auto guard = m.clone()->lock();  // expected-error {{temporary}}
  auto handle = norace::spawn([](norace::Arc<norace::Mutex<int>>) {}, std::move(m));
  *guard = 1;
  handle.join();
}
