//@ rule: E0515
// An iterator into the data.
#include <norace/norace.hpp>

#include <vector>

void add(const norace::Arc<norace::Mutex<std::vector<int>>>& shared) {
  auto it = shared->with([](std::vector<int>& v) { return v.begin(); });  // expected-error {{[E0515]}}
  ++*it;
}

int main() {
  auto m = norace::Arc<norace::Mutex<std::vector<int>>>::make(1U);
  auto handle = norace::spawn(add, m.clone());
  add(m);
  handle.join();
}
//@ safe: std::vector<int> copy = shared->with([](std::vector<int>& v) { return v; }); auto it = copy.begin();
