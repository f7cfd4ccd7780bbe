// The guard goes into unlocked() and comes back, with a result where there is one; what it guards is reached anew.
#include <norace/norace.hpp>
#include <norace/unlocked.hpp>

#include <utility>
#include <vector>

using Shared = norace::Arc<norace::Mutex<std::vector<int>>>;

int main() {
  auto items = Shared::make(1U);
  auto guard = items->lock();
  guard->front() = 1;
  guard = unlocked(std::move(guard), [&] { items->with([](std::vector<int>& v) { v.resize(3); }); });
  guard->front() += 1;
  auto [again, result] = unlocked(std::move(guard), [] { return 2; });
  return again->front() - result;
}
