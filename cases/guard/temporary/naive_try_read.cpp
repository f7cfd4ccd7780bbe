//@ rule: E0716
// The same of a reader.
#include <norace/norace.hpp>

#include <vector>

int main() {
  auto m = norace::Arc<norace::RwLock<std::vector<int>>>::make(3U);
  const std::vector<int>& all = m->try_read()->as_ref();  // expected-error {{[E0716]}}
  auto handle = norace::spawn(
      [](norace::Arc<norace::RwLock<std::vector<int>>> shared) { shared->with_write([](std::vector<int>& v) { v[0] = 1; }); }, m);
  const int first = all[0];
  handle.join();
  return first > 1 ? 1 : 0;
}
//@ safe: auto guard = m->try_read(); const std::vector<int>& all = guard->as_ref();
