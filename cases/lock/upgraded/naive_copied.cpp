//@ rule: E0507
// upgrade() of a copy: the reader's guard stays behind, and reads when the writer is long gone.
#include <norace/norace.hpp>
#include <norace/upgradable.hpp>

using Shared = norace::Arc<norace::RwLock<int, norace::UpgradableMutex>>;

int main() {
  auto n = Shared::make(0);
  auto seen = n->upgradable_read();
  auto handle = norace::spawn([](Shared shared) { *shared->write() += 1; }, n);
  {
    auto all = upgrade(seen);  // expected-error {{[E0507]}}
    *all += 1;
  }
  const int last = *seen;
  handle.join();
  return last > 2 ? 1 : 0;
}

