//@ rule: E0505
//@ witness: memory
// The same with a reader's guard: a writer comes in meanwhile.
#include <norace/norace.hpp>
#include <norace/unlocked.hpp>

#include <vector>

using Shared = norace::Arc<norace::RwLock<std::vector<int>>>;

int main() {
  auto n = Shared::make(1U);
  auto guard = n->read();
  const int& seen = guard->front();
  auto handle = norace::spawn([](Shared mine) { mine->with_write([](std::vector<int>& v) { v.resize(1000); }); }, n);
  unlocked(guard, [&] { handle.join(); });  // expected-error {{[E0505]}}
  return seen;
}
//@ safe: auto again = unlocked(std::move(guard), [&] { handle.join(); });
