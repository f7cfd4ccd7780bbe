//@ rule: E0716
//@ needs: statics-plugin
// The guard has a name, but the Arc that keeps its Mutex alive has none.
#include <norace/norace.hpp>

#include <chrono>
#include <utility>

int main() {
  auto m = norace::Arc<norace::Mutex<int>>::make(0);
  auto guard = m.clone()->lock();  // clang-error {{temporary}} gcc-error {{[E0716]}}
  auto handle = norace::spawn(
      [](norace::Arc<norace::Mutex<int>>) {
        norace::sleep(std::chrono::milliseconds(20));  // else it may be gone at once
      },
      std::move(m));
  *guard = 1;
  handle.join();
}
