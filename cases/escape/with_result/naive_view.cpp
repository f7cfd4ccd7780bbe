//@ rule: E0515
// A span of the data.
#include <norace/norace.hpp>

#include <span>
#include <vector>

int main() {
  auto m = norace::Arc<norace::Mutex<std::vector<int>>>::make(1U);
  auto handle = norace::spawn(
      [](norace::Arc<norace::Mutex<std::vector<int>>> shared) {
        auto escaped = shared->with([](std::vector<int>& v) { return std::span<int>(v); });  // expected-error {{[E0515]}}
        ++escaped[0];
      },
      m.clone());
  m->with([](std::vector<int>& data) { data[0] = 5; });
  handle.join();
}
