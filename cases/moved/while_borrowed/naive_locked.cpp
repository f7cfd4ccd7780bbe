//@ rule: E0505
//@ known-hole: an iterator does not know its vector, and moving that behind a lock leaves the elements where they are
// A vector goes behind a lock; an iterator into it stays in front.
#include <norace/norace.hpp>

#include <utility>
#include <vector>

using Shared = norace::Arc<norace::Mutex<std::vector<int>>>;

int main() {
  std::vector<int> v(100);
  auto first = v.begin();
  auto m = Shared::make(std::move(v));
  auto handle = norace::spawn([](Shared s) { s->with([](std::vector<int>& all) { all[0] = 1; }); }, m);
  *first = 2;
  handle.join();
}
