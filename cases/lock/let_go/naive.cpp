//@ rule: E0505
//@ witness: memory
// unlocked() gives the lock away while a reference into the vector is out, and another thread lets it grow.
#include <norace/norace.hpp>
#include <norace/unlocked.hpp>

#include <vector>

using Shared = norace::Arc<norace::Mutex<std::vector<int>>>;

int main() {
  auto items = Shared::make(1U);
  auto guard = items->lock();
  int& first = guard->front();
  auto handle = norace::spawn([](Shared mine) { mine->with([](std::vector<int>& v) { v.resize(1000); }); }, items);
  unlocked(guard, [&] { handle.join(); });  // expected-error {{[E0505]}}
  first = 2;
}
//@ safe: guard = unlocked(std::move(guard), [&] { handle.join(); });
