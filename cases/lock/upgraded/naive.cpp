//@ rule: E0594
// Writing through the guard that could be upgraded, and is not, beside a reader.
#include <norace/norace.hpp>
#include <norace/upgradable.hpp>

using Shared = norace::Arc<norace::RwLock<int, norace::UpgradableMutex>>;

int main() {
  auto n = Shared::make(0);
  auto mine = n->read();
  auto handle = norace::spawn(
      [](Shared shared) {
        auto guard = shared->upgradable_read();
        *guard = 5;  // expected-error {{[E0594]}}
      },
      n);
  const int seen = *mine;
  handle.join();
  return seen > 5 ? 1 : 0;
}
//@ safe: ;
