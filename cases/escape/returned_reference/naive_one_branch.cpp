//@ rule: E0515
//@ needs: statics-plugin
// On one way what is returned was lent by the caller, on the other one a guard guards it.
#include <norace/norace.hpp>

#include <vector>

using Shared = norace::Arc<norace::Mutex<std::vector<int>>>;

int& first_or(const Shared& shared, int& otherwise) {
  auto guard = shared->lock();
  int* first = &otherwise;
  if (!guard->empty()) first = guard->data();
  return *first;  // expected-error {{[E0515]}}
}

int main() {
  auto shared = Shared::make(2U);
  int own = 0;
  int& first = first_or(shared, own);
  auto handle = norace::spawn([](Shared mine) { mine->with([](std::vector<int>& v) { v[0] = 1; }); }, shared);
  first = 2;
  handle.join();
}
//@ safe: return otherwise;
