//@ rule: E0505
//@ needs: statics-plugin
// A vector goes behind a lock; an iterator into it stays in front.
#include <norace/norace.hpp>

#include <utility>
#include <vector>

using Shared = norace::Arc<norace::Mutex<std::vector<int>>>;

int main() {
  std::vector<int> v(100);
  auto first = v.begin();
  auto m = Shared::make(std::move(v));  // expected-error {{[E0505]}}
  auto handle = norace::spawn([](Shared s) { s->with([](std::vector<int>& all) { all[0] = 1; }); }, m);
  *first = 2;
  handle.join();
}
