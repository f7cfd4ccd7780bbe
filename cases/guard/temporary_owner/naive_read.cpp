//@ rule: E0716
//@ needs: statics-plugin
// A reader's guard, of a lock that a function hands out.
#include <norace/norace.hpp>

#include <chrono>
#include <utility>
#include <vector>

using Table = norace::Arc<norace::RwLock<std::vector<int>>>;

Table table_of(const Table& all) { return all; }

int main() {
  auto all = Table::make(std::vector<int>(100));
  auto guard = table_of(all)->read();  // clang-error {{temporary}} gcc-error {{[E0716]}}
  auto handle = norace::spawn(
      [](Table) {
        norace::sleep(std::chrono::milliseconds(20));  // else it may be gone at once
      },
      std::move(all));
  const int last = guard->back();
  handle.join();
  return last > 0 ? 1 : 0;
}
