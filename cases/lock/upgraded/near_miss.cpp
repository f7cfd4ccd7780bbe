// Reads, writes and reads again, each through the guard of its time.
#include <norace/norace.hpp>
#include <norace/upgradable.hpp>

#include <utility>

int main() {
  const norace::RwLock<int, norace::UpgradableMutex> n(3);
  auto other = n.read();
  auto seen = n.upgradable_read();
  const int before = *seen + *other;
  other.unlock();
  auto all = upgrade(std::move(seen));
  *all -= before;
  auto again = downgrade(std::move(all));
  return *again + 3;
}
