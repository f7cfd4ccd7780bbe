//@ rule: E0521
//@ needs: statics-plugin
// The closure that keeps an element has a name, and is called by the one that with() gets.
#include <norace/norace.hpp>

#include <vector>

using Shared = norace::Arc<norace::Mutex<std::vector<int>>>;

int main() {
  auto m = Shared::make(2U);
  int* kept = nullptr;
  const auto keep = [&kept](std::vector<int>& all) { kept = &all[0]; };
  m->with([&keep](std::vector<int>& all) { keep(all); });  // expected-error {{[E0521]}}
  auto handle = norace::spawn([](Shared shared) { shared->with([](std::vector<int>& v) { v[0] = 1; }); }, m);
  *kept = 2;
  handle.join();
}
//@ safe: int own = 0; kept = &own;
