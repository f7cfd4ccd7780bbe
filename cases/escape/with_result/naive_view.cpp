//@ rule: E0515
// A span of the data.
#include <norace/norace.hpp>

#include <span>
#include <vector>

void add(const norace::Arc<norace::Mutex<std::vector<int>>>& shared) {
  auto view = shared->with([](std::vector<int>& v) { return std::span<int>(v); });  // expected-error {{[E0515]}}
  ++view[0];
}

int main() {
  auto m = norace::Arc<norace::Mutex<std::vector<int>>>::make(1U);
  auto handle = norace::spawn(add, m.clone());
  add(m);
  handle.join();
}
//@ safe: std::vector<int> copy = shared->with([](std::vector<int>& v) { return v; }); auto view = std::span<int>(copy);
